import { createDeferred, type Deferred } from '../../std/deferred.ts';
import type { KernelBuild } from '../../contract/engine-status.ts';
import type { Scope } from '../../std/scope.ts';
import { withinLimit } from '../../std/within-limit.ts';
import {
  abandonSteps,
  instantiateKernels,
  KernelThreadLost,
  type RunKernels,
  runSteps,
} from './run-steps.ts';
import type { KernelMessage, KernelReply, KernelWorker } from './serve-kernels.ts';

/** A program in the memory, with one scratch space for each thread. */
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
  /** What runs, where it was chosen from several builds. */
  readonly build?: KernelBuild;
  /**
   * Blocks the calling thread, which does its share, and settles when no thread is in the program any more. With a
   * signal the thread handles messages every few steps, and the run rejects with the signal's reason once it fires.
   * Where a thread is gone for ever, it rejects within seconds, and so do all runs after it.
   */
  run(run: KernelRun, signal?: AbortSignal): Promise<void>;
  /** Runs a program on the calling thread alone, while no other runs. */
  readonly runAlone: RunKernels;
}

/** Static data of the kernels is a few zeros. */
const FIRST_FREE_BYTE = 4096;
const REPLY_LIMIT_MS = 10_000;
/** 4, 2 and 1 GiB: some systems refuse to set aside as many addresses as WebAssembly has. */
const MOST_PAGES = [65_536, 32_768, 16_384];

/** Makes kernels for the calling thread alone, on memory of their own; takes a build without threads. */
export async function createSingleThread(module: WebAssembly.Module): Promise<KernelThreads> {
  const memory = createMemory(false);
  const run = await instantiateKernels(module, memory);
  return {
    memory,
    firstFreeByte: FIRST_FREE_BYTE,
    count: 1,
    runAlone: run,
    run: ({ address, stepCount, scratches }, signal) =>
      runSteps(run, { address, stepCount, scratch: scratches[0] ?? 0 }, signal),
  };
}

/**
 * Makes kernels for the calling thread and the workers, on shared memory; takes a build with threads. Workers that do
 * not start are left out.
 */
export async function createThreads(
  module: WebAssembly.Module,
  workers: readonly KernelWorker[],
  scope: Scope,
): Promise<KernelThreads> {
  const memory = createMemory(true);
  const run = await instantiateKernels(module, memory);
  const helpers = await startHelpers(workers, { module, memory, scope });
  let lost: KernelThreadLost | null = null;
  return {
    memory,
    firstFreeByte: FIRST_FREE_BYTE,
    count: helpers.length + 1,
    runAlone: run,
    run: async (program, signal) => {
      if (lost !== null) throw lost;
      const { address, stepCount, scratches } = program;
      const replies = helpers.map((helper, index) =>
        helper({ type: 'run', address, stepCount, scratch: scratches[index + 1] ?? 0 }),
      );
      const everyone = Promise.allSettled(replies);
      try {
        await runSteps(run, { address, stepCount, scratch: scratches[0] ?? 0 }, signal);
      } catch (error) {
        abandonSteps(memory, { address, stepCount });
        if (error instanceof KernelThreadLost) lost = error;
        throw error;
      } finally {
        if (lost === null && !(await isOver(everyone))) lost = new KernelThreadLost();
      }
      if (lost !== null) throw lost;
      await Promise.all(replies);
    },
  };
}

/** Whether something ends in time: threads that are there leave a program within a job. */
function isOver(everyone: Promise<unknown>): Promise<boolean> {
  return withinLimit(
    everyone.then(() => true),
    REPLY_LIMIT_MS,
    () => false,
  );
}

/** Throws a RangeError where the browser refuses even the least. */
function createMemory(shared: boolean): WebAssembly.Memory {
  let failure: unknown = null;
  for (const maximum of MOST_PAGES) {
    try {
      return new WebAssembly.Memory({ initial: 1, maximum, shared });
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

type Helper = (message: KernelMessage) => Promise<void>;

async function startHelpers(
  workers: readonly KernelWorker[],
  start: { readonly module: WebAssembly.Module; readonly memory: WebAssembly.Memory; readonly scope: Scope },
): Promise<Helper[]> {
  const { module, memory, scope } = start;
  const helpers = workers.map((worker) => createHelper(worker, scope));
  const answers = helpers.map((helper) => helper({ type: 'start', module, memory }));
  const started = await Promise.allSettled(answers);
  return helpers.filter((_, index) => started[index]?.status === 'fulfilled');
}

/** Sends a message; resolves with the worker's next reply, and rejects where that is a failure or the worker breaks. */
function createHelper(worker: KernelWorker, scope: Scope): Helper {
  let waiting: Deferred<void> | null = null;
  scope.listen(worker, 'message', ({ data }: MessageEvent<KernelReply>) => {
    if (data.type === 'failed') waiting?.reject(new Error(`A kernel thread failed: ${data.message}`));
    else waiting?.resolve();
    waiting = null;
  });
  scope.listen(worker, 'error', (event: ErrorEvent) => {
    // Else it counts as an error of this thread, too.
    event.preventDefault();
    waiting?.reject(new Error(`A kernel thread broke: ${event.message}`));
    waiting = null;
  });
  return (message) => {
    const reply = createDeferred();
    waiting = reply;
    worker.postMessage(message);
    return reply.promise;
  };
}
