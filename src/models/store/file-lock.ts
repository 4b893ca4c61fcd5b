import { SerialQueue } from '../../std/serial-queue.ts';
import { orAbort } from '../../std/abort.ts';

/** Keeps two from changing one file. */
export interface FileLock {
  /** Runs `job` while nobody else, in any tab of this origin, runs one for the same file. */
  run<T>(name: string, signal: AbortSignal, job: () => Promise<T>): Promise<T>;
  /** Does so at once, or returns false where somebody else runs a job, or waits. */
  runIfFree(name: string, job: () => Promise<void>): Promise<boolean>;
}

/** Creates the lock from the browser's Web Locks; where there are none, or they are denied, it holds within this thread. */
export function createFileLock(): FileLock {
  const { navigator } = globalThis as { navigator?: { locks?: LockManager } };
  const locks = navigator?.locks;
  const withinThread = createThreadLock();
  if (locks === undefined) return withinThread;
  // An origin that may store nothing may not lock anything either, and then has nothing that tabs could share.
  const isAllowed = locks.query().then(
    () => true,
    () => false,
  );
  return {
    run: async (name, signal, job) => {
      signal.throwIfAborted();
      if (!(await isAllowed)) return withinThread.run(name, signal, job);
      return locks.request(toLockName(name), { signal }, job);
    },
    runIfFree: async (name, job) => {
      if (!(await isAllowed)) return withinThread.runIfFree(name, job);
      return locks.request(toLockName(name), { ifAvailable: true }, async (lock) => {
        if (lock !== null) await job();
        return lock !== null;
      });
    },
  };
}

function toLockName(name: string): string {
  return `sotto-file-${name}`;
}

function createThreadLock(): FileLock {
  const queues = new Map<string, SerialQueue>();
  const toQueue = (name: string): SerialQueue => {
    const queue = queues.get(name) ?? new SerialQueue();
    queues.set(name, queue);
    return queue;
  };
  return {
    run: async (name, signal, job) => {
      const queue = toQueue(name);
      const run = queue.run(job, signal);
      // While the job waits, an abort must not wait with it; the job itself watches the signal.
      return queue.pending > 1 ? orAbort(run, signal) : run;
    },
    runIfFree: async (name, job) => {
      const queue = toQueue(name);
      if (queue.pending > 0) return false;
      await queue.run(job);
      return true;
    },
  };
}
