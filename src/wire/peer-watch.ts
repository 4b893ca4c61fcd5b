import type { Scope } from '../std/scope.ts';

/** How often the serving end of a port shows that it lives, while something is open. */
const BEAT_MS = 5_000;

/** Silence after which a peer counts as lost. */
export const SILENCE_MS = 20_000;

export interface PeerWatchOptions {
  /** Runs every `BEAT_MS` while the watch is on; the serving end sends its beat here. */
  readonly onTick?: () => void;
  /** Silence in milliseconds that is still no loss; `SILENCE_MS` if not given. */
  readonly silenceMs?: () => number;
  readonly onLost: () => void;
}

/**
 * Notices that the peer of a port fell silent, which no event tells in every browser.
 * It counts its own ticks without a message, never wall time: in a hidden page ticks come once a minute, after a
 * frozen page wakes they come before the messages that waited, and neither may look like a lost peer.
 * Only the serving end beats by timer; the calling end answers each beat, as messages, unlike timers, are not throttled.
 */
export class PeerWatch {
  readonly #scope: Scope;
  readonly #options: PeerWatchOptions;
  #silentTicks = 0;
  #stop: (() => void) | undefined;

  constructor(scope: Scope, options: PeerWatchOptions) {
    this.#scope = scope;
    this.#options = options;
  }

  /** Says that a message came. */
  heard(): void {
    this.#silentTicks = 0;
  }

  /** Turns the watch on or off; it starts patient. */
  watch(on: boolean): void {
    if (on === (this.#stop !== undefined)) return;
    this.#stop?.();
    this.#stop = undefined;
    this.#silentTicks = 0;
    if (on) this.#stop = this.#scope.interval(() => this.#tick(), BEAT_MS);
  }

  #tick(): void {
    this.#silentTicks += 1;
    const allowedMs = this.#options.silenceMs?.() ?? SILENCE_MS;
    if (this.#silentTicks * BEAT_MS >= allowedMs) this.#options.onLost();
    else this.#options.onTick?.();
  }
}

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
  const name = `sotto-life-${crypto.randomUUID()}`;
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

/** The other end of a port is gone: its thread ended, its page closed, or it has been silent for too long. */
export class PeerLostError extends Error {
  override readonly name = 'PeerLostError';

  constructor(message = 'The other end of the port is gone.') {
    super(message);
  }
}
