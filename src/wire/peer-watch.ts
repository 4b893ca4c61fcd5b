import type { Scope } from '../std/scope.ts';

/** How often the serving end of a port shows that it lives, while something is open. */
const BEAT_MS = 5_000;

/** Silence after which a peer counts as lost. */
export const SILENCE_MS = 20_000;

/** How long the peer may be silent, and what a watch calls. */
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

/** The other end of a port is gone: its thread ended, its page closed, or it has been silent for too long. */
export class PeerLostError extends Error {
  override readonly name = 'PeerLostError';

  constructor(message = 'The other end of the port is gone.') {
    super(message);
  }
}
