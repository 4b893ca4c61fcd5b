import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import {
  createSingleThread,
  createThreads,
  type KernelMessage,
  type KernelReply,
  type KernelThreads,
  type KernelWorker,
} from '../../../../src/engine/kernels/kernel-threads.ts';
import type { Scope } from '../../../../src/std/scope.ts';
import { buildKernels, KERNELS_DIR, type KernelFile } from '../../../../tools/kernels/build-kernels.ts';

/** Loads a build of the kernels, compiling them first where the sources have changed. */
export async function loadKernels(file: KernelFile): Promise<WebAssembly.Module> {
  await buildKernels();
  return WebAssembly.compile(await readFile(join(KERNELS_DIR, file)));
}

/** Kernels on this thread alone. */
export async function createOneThread(): Promise<KernelThreads> {
  return createSingleThread(await loadKernels('kernels.wasm'));
}

/** Kernels on this thread and Node's workers. */
export async function createNodeThreads(count: number, scope: Scope): Promise<KernelThreads> {
  const module = await loadKernels('kernels-threads.wasm');
  const workers = Array.from({ length: count - 1 }, () => createNodeWorker(scope));
  return createThreads(module, workers, scope);
}

/** A test runner's own loader does not reach its workers, so each registers one for TypeScript. */
const THREAD = new URL('./kernel-thread.ts', import.meta.url).href;
const START = `import('tsx/esm/api').then(({ register }) => {
  register();
  return import(${JSON.stringify(THREAD)});
});`;

function createNodeWorker(scope: Scope): KernelWorker {
  const worker = new Worker(START, { eval: true });
  scope.add(() => void worker.terminate());
  const target = new EventTarget();
  worker.on('message', (data: KernelReply) => target.dispatchEvent(new MessageEvent('message', { data })));
  return {
    postMessage: (message: KernelMessage) => worker.postMessage(message),
    addEventListener: target.addEventListener.bind(target),
    removeEventListener: target.removeEventListener.bind(target),
  };
}
