import { orAbort } from '../../std/abort.ts';
import type { Scope } from '../../std/scope.ts';
import { SINGLE_FILES, THREADED_FILES, type KernelFile } from './kernel-files.ts';
import type { KernelWorker } from './kernel-messages.ts';
import { createSingleThread, createThreads, type KernelThreads } from './kernel-threads.ts';

export interface KernelOptions {
  /** Where the builds lie, absolute, with a slash at the end. */
  readonly kernelsUrl: string;
  /** Threads wanted, the calling one among them. */
  readonly threads: number;
  /** Starts one more thread, which runs `createKernelServer`. */
  readonly createWorker: () => KernelWorker;
  /** The workers end with it. */
  readonly scope: Scope;
}

/**
 * Opens the best build of the kernels that this browser runs: on all threads where memory can be shared, else on the
 * calling thread alone; with fused multiply-add where it is known. Resolves with null where WebAssembly has no SIMD, and
 * rejects where the builds cannot be fetched or `signal` fires.
 */
export async function openKernels(
  options: KernelOptions,
  signal: AbortSignal,
): Promise<KernelThreads | null> {
  if (options.threads > 1 && canShareMemory()) {
    const module = await loadBuild(THREADED_FILES, options.kernelsUrl, signal);
    if (module === null) return null;
    const threads = await startThreads(module, options, signal);
    if (threads !== null) return threads;
  }
  const module = await loadBuild(SINGLE_FILES, options.kernelsUrl, signal);
  return module === null ? null : createSingleThread(module);
}

/** Without isolation, and in WebKit for GTK even with it, there is no shared memory. */
function canShareMemory(): boolean {
  const scope = globalThis as { crossOriginIsolated?: boolean; SharedArrayBuffer?: unknown };
  return scope.crossOriginIsolated === true && scope.SharedArrayBuffer !== undefined;
}

/** The builds themselves are what a browser is tested with: they are smaller than any script that would know better. */
async function loadBuild(
  files: readonly KernelFile[],
  kernelsUrl: string,
  signal: AbortSignal,
): Promise<WebAssembly.Module | null> {
  for (const file of files) {
    const response = await fetch(new URL(file, kernelsUrl), { signal });
    if (!response.ok) throw new Error(`${file} cannot be fetched: status ${response.status}`);
    const bytes = await response.arrayBuffer();
    if (WebAssembly.validate(bytes)) return WebAssembly.compile(bytes);
  }
  return null;
}

/** Gives null, with no worker left behind, where the system has no memory to share. */
async function startThreads(
  module: WebAssembly.Module,
  { threads, createWorker, scope }: KernelOptions,
  signal: AbortSignal,
): Promise<KernelThreads | null> {
  const child = scope.child();
  try {
    const workers = Array.from({ length: threads - 1 }, () => {
      const worker = createWorker();
      child.add(() => worker.terminate());
      return worker;
    });
    return await orAbort(createThreads(module, workers, child), signal);
  } catch (error) {
    child.dispose();
    if (error instanceof RangeError) return null;
    throw error;
  }
}
