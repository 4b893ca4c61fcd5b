import { orAbort } from '../../std/abort.ts';
import type { Scope } from '../../std/scope.ts';
import type { KernelWorker } from './serve-kernels.ts';
import { createSingleThread, createThreads, type KernelThreads } from './kernel-threads.ts';

/** The builds of the kernels for threads on shared memory, the fastest first. */
const THREADED_FILES = ['kernels-threads-relaxed.wasm', 'kernels-threads.wasm'] as const;

/** The builds for one thread on memory of its own, the fastest first. */
const SINGLE_FILES = ['kernels-relaxed.wasm', 'kernels.wasm'] as const;

/** The name of a build, below `kernelsUrl`. */
export type KernelFile = (typeof THREADED_FILES)[number] | (typeof SINGLE_FILES)[number];

/** Where `openKernels` gets the kernels and their threads, and how long these live. */
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
  const obstacle = options.threads > 1 ? findObstacle() : null;
  if (options.threads > 1 && obstacle === null) {
    const child = options.scope.child();
    // They start while the build comes.
    const workers = createWorkers(options, child);
    const build = await loadBuild(THREADED_FILES, options.kernelsUrl, signal);
    const threads = build === null ? null : await startThreads(build.module, { workers, child }, signal);
    if (threads === null) child.dispose();
    if (build === null) return null;
    if (threads !== null) {
      const missing = options.threads - threads.count;
      const limit = missing === 0 ? null : `${missing} of ${options.threads} threads did not start`;
      return describe(threads, build, limit);
    }
  }
  const build = await loadBuild(SINGLE_FILES, options.kernelsUrl, signal);
  if (build === null) return null;
  const isWhole = options.threads === 1;
  const limit = isWhole ? null : (obstacle ?? 'the system has no memory to share between threads');
  return describe(await createSingleThread(build.module), build, limit);
}

/** Adds what runs, and what kept it from being faster. */
function describe(threads: KernelThreads, { file }: Build, limit: string | null): KernelThreads {
  const isFused = file.includes('relaxed');
  const limits = [limit, isFused ? null : 'the browser has no fused multiply-add'].filter(
    (each) => each !== null,
  );
  const words = limits.length === 0 ? null : limits.join('; ');
  return { ...threads, build: { file, threads: threads.count, limit: words } };
}

/** What stands in the way of several threads. In WebKit for GTK there is no shared memory even with isolation. */
function findObstacle(): string | null {
  const scope = globalThis as { crossOriginIsolated?: boolean; SharedArrayBuffer?: unknown };
  if (scope.crossOriginIsolated !== true) return 'the page is not isolated';
  return scope.SharedArrayBuffer === undefined ? 'the browser has no shared memory' : null;
}

interface Build {
  readonly file: KernelFile;
  readonly module: WebAssembly.Module;
}

/** The builds themselves are what a browser is tested with: they are smaller than any script that would know better. */
async function loadBuild(
  files: readonly KernelFile[],
  kernelsUrl: string,
  signal: AbortSignal,
): Promise<Build | null> {
  for (const file of files) {
    const response = await fetch(new URL(file, kernelsUrl), { signal });
    if (!response.ok) throw new Error(`${file} cannot be fetched: status ${response.status}`);
    const bytes = await response.arrayBuffer();
    if (WebAssembly.validate(bytes)) return { file, module: await WebAssembly.compile(bytes) };
  }
  return null;
}

function createWorkers({ threads, createWorker }: KernelOptions, child: Scope): KernelWorker[] {
  return Array.from({ length: threads - 1 }, () => {
    const worker = createWorker();
    child.add(() => worker.terminate());
    return worker;
  });
}

/** Gives null where the system has no memory to share. */
async function startThreads(
  module: WebAssembly.Module,
  { workers, child }: { readonly workers: readonly KernelWorker[]; readonly child: Scope },
  signal: AbortSignal,
): Promise<KernelThreads | null> {
  try {
    return await orAbort(createThreads(module, workers, child), signal);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
