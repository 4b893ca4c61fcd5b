import { SerialQueue } from '../../std/serial-queue.ts';
import { orAbort } from '../../std/abort.ts';

/** Runs `job` while nobody else, in any tab of this origin, runs one for the same file. */
export type FileLock = <T>(name: string, signal: AbortSignal, job: () => Promise<T>) => Promise<T>;

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
  return async (name, signal, job) => {
    signal.throwIfAborted();
    if (!(await isAllowed)) return withinThread(name, signal, job);
    return locks.request(`sotto-file-${name}`, { signal }, job);
  };
}

function createThreadLock(): FileLock {
  const queues = new Map<string, SerialQueue>();
  return async (name, signal, job) => {
    const queue = queues.get(name) ?? new SerialQueue();
    queues.set(name, queue);
    const run = queue.run(job, signal);
    // While the job waits, an abort must not wait with it; the job itself watches the signal.
    return queue.pending > 1 ? orAbort(run, signal) : run;
  };
}
