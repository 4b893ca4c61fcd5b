import { createDeferred, type Deferred } from '../../std/deferred.ts';
import type { Scope } from '../../std/scope.ts';

/** A program in the shared memory, with one scratch space for each thread. */
export interface KernelRun {
  readonly address: number;
  readonly stepCount: number;
  readonly scratches: readonly number[];
}

/** The threads that run kernels on one memory. */
export interface KernelThreads {
  readonly memory: WebAssembly.Memory;
  /** What the module itself keeps in memory ends here. */
  readonly firstFreeByte: number;
  readonly count: number;
  /** Blocks the calling thread, which does its share, and resolves when no thread is in the program any more. */
  run(run: KernelRun): Promise<void>;
}

/** What a kernel thread is told. */
export type KernelMessage =
  | { readonly type: 'start'; readonly module: WebAssembly.Module; readonly memory: WebAssembly.Memory }
  | { readonly type: 'run'; readonly address: number; readonly stepCount: number; readonly scratch: number };

/** What a kernel thread answers: once after `start`, once after each `run`. */
export interface KernelReply {
  readonly type: 'ready' | 'finished';
}

/** The part of a `Worker` that is needed, so that tests can bring threads of another kind. */
export interface KernelWorker extends Pick<EventTarget, 'addEventListener' | 'removeEventListener'> {
  postMessage(message: KernelMessage): void;
}

/** Static data of the kernels is a few zeros. */
const FIRST_FREE_BYTE = 4096;
const MOST_PAGES = 65_536;

type RunKernels = (address: number, stepCount: number, scratch: number) => void;

/** Makes kernels for the calling thread alone, on memory of their own; takes a build without threads. */
export async function createSingleThread(module: WebAssembly.Module): Promise<KernelThreads> {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES });
  const run = await instantiateKernels(module, memory);
  return {
    memory,
    firstFreeByte: FIRST_FREE_BYTE,
    count: 1,
    run: ({ address, stepCount, scratches }) => {
      run(address, stepCount, scratches[0] ?? 0);
      return Promise.resolve();
    },
  };
}

/** Makes kernels for the calling thread and the workers, on shared memory; takes a build with threads. */
export async function createThreads(
  module: WebAssembly.Module,
  workers: readonly KernelWorker[],
  scope: Scope,
): Promise<KernelThreads> {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES, shared: true });
  const run = await instantiateKernels(module, memory);
  const helpers = workers.map((worker) => createHelper(worker, scope));
  await Promise.all(helpers.map((helper) => helper({ type: 'start', module, memory })));
  return {
    memory,
    firstFreeByte: FIRST_FREE_BYTE,
    count: workers.length + 1,
    run: async ({ address, stepCount, scratches }) => {
      const replies = helpers.map((helper, index) =>
        helper({ type: 'run', address, stepCount, scratch: scratches[index + 1] ?? 0 }),
      );
      run(address, stepCount, scratches[0] ?? 0);
      await Promise.all(replies);
    },
  };
}

/** Instantiates the kernels on a memory and gives their one function. */
export async function instantiateKernels(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
): Promise<RunKernels> {
  const instance = await WebAssembly.instantiate(module, { env: { memory } });
  const run = instance.exports['run'];
  if (typeof run !== 'function') throw new TypeError('The kernels have no function "run"');
  return run as RunKernels;
}

/** Sends a message and resolves with the worker's next reply. */
function createHelper(worker: KernelWorker, scope: Scope): (message: KernelMessage) => Promise<void> {
  let waiting: Deferred<void> | null = null;
  scope.listen(worker, 'message', () => {
    waiting?.resolve();
    waiting = null;
  });
  return (message) => {
    const reply = createDeferred();
    waiting = reply;
    worker.postMessage(message);
    return reply.promise;
  };
}
