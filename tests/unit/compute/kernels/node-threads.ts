import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { KernelFile } from '../../../../src/compute/kernels/open-kernels.ts';
import type {
  KernelMessage,
  KernelReply,
  KernelWorker,
} from '../../../../src/compute/kernels/serve-kernels.ts';
import {
  createSingleThread,
  createThreads,
  type KernelThreads,
} from '../../../../src/compute/kernels/kernel-threads.ts';
import type { Scope } from '../../../../src/std/scope.ts';
import { buildKernels, KERNELS_DIR } from '../../../../tools/kernels/build-kernels.ts';
import { isFullRun } from '../../../fixtures/full-run.ts';

/**
 * How many threads share the kernels' work in tests: an odd number leaves a rest to share, and eight are more than
 * there are rows.
 */
export const THREAD_COUNTS = isFullRun ? [2, 3, 8] : [3];

const loaded = new Map<KernelFile, Promise<WebAssembly.Module>>();

/** Loads a build of the kernels once a process, compiling them first where the sources have changed. */
export function loadKernels(file: KernelFile): Promise<WebAssembly.Module> {
  const module = loaded.get(file) ?? compileKernels(file);
  loaded.set(file, module);
  return module;
}

async function compileKernels(file: KernelFile): Promise<WebAssembly.Module> {
  await buildKernels();
  const bytes = await readFile(join(KERNELS_DIR, file));
  // Node 20 knows relaxed SIMD, but only behind a flag.
  if (!WebAssembly.validate(bytes)) setFlagsFromString('--experimental-wasm-relaxed-simd');
  return WebAssembly.compile(bytes);
}

/** Kernels on this thread alone. */
export async function createOneThread(): Promise<KernelThreads> {
  return createSingleThread(await loadKernels('kernels.wasm'));
}

/** Kernels on this thread and Node's workers. */
export async function createNodeThreads(
  count: number,
  scope: Scope,
  file: KernelFile = 'kernels-threads.wasm',
): Promise<KernelThreads> {
  const module = await loadKernels(file);
  const workers = Array.from({ length: count - 1 }, () => {
    const worker = createNodeWorker();
    scope.add(() => worker.terminate());
    return worker;
  });
  return createThreads(module, workers, scope);
}

/** A test runner's own loader does not reach its workers, so each registers one for TypeScript. */
const THREAD = new URL('./kernel-thread.ts', import.meta.url).href;
const START = `import('tsx/esm/api').then(({ register }) => {
  register();
  return import(${JSON.stringify(THREAD)});
});`;

/** A kernel thread of Node's, in the shape of a browser's. */
export function createNodeWorker(): KernelWorker {
  const worker = new Worker(START, { eval: true });
  const target = new EventTarget();
  worker.on('message', (data: KernelReply) => target.dispatchEvent(new MessageEvent('message', { data })));
  return {
    postMessage: (message: KernelMessage) => worker.postMessage(message),
    terminate: () => worker.terminate(),
    addEventListener: target.addEventListener.bind(target),
    removeEventListener: target.removeEventListener.bind(target),
  };
}
