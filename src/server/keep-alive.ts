import { Scope } from '../std/scope.ts';

/** Firefox ends a service worker 30 s after its last event, and with it every answer under way. */
const PERIOD_MS = 10_000;

/** Calls `tick` every 10 s while any job is open. */
export class KeepAlive {
  readonly #scope = new Scope();
  readonly #tick: () => void;
  #openCount = 0;
  #stop: () => void = () => undefined;

  constructor(tick: () => void) {
    this.#tick = tick;
  }

  /** Counts a job as open until it settles. */
  async during<T>(job: Promise<T>): Promise<T> {
    this.#openCount += 1;
    if (this.#openCount === 1) this.#stop = this.#scope.interval(this.#tick, PERIOD_MS);
    try {
      return await job;
    } finally {
      this.#openCount -= 1;
      if (this.#openCount === 0) this.#stop();
    }
  }
}
