import { createRandomId } from '../std/random-id.ts';

let held: Promise<string | undefined> | undefined;

/**
 * Takes a Web Lock that this thread keeps for as long as it lives, and resolves to its name; to undefined where the
 * browser has no locks. No event tells that a worker was terminated, closed itself or went with its page, but the
 * browser frees its locks at that moment, and a thread that blocks for minutes keeps them.
 */
export function holdLifeLock(): Promise<string | undefined> {
  held ??= takeLock();
  return held;
}

/** Calls `onEnd` once the thread that holds the named lock is gone, unless `signal` fires first. */
export function watchLife(name: string, options: { signal: AbortSignal; onEnd: () => void }): void {
  const { signal, onEnd } = options;
  if (signal.aborted) return;
  findLocks()
    // A shared lock: any number of threads may watch the same one.
    ?.request(name, { mode: 'shared', signal }, onEnd)
    .catch(() => undefined);
}

function takeLock(): Promise<string | undefined> {
  const locks = findLocks();
  if (locks === undefined) return Promise.resolve(undefined);
  const name = `sotto-life-${createRandomId()}`;
  return new Promise((resolve) => {
    const forever = new Promise<never>(() => undefined);
    locks
      .request(name, () => {
        resolve(name);
        return forever;
      })
      .catch(() => {
        // Storage is denied to this origin: the beat alone must do.
        resolve(undefined);
      });
  });
}

function findLocks(): LockManager | undefined {
  return typeof navigator === 'object' && 'locks' in navigator ? navigator.locks : undefined;
}
