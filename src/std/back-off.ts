const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;
const HEALTHY_MS = 60_000;

/**
 * Says how long to wait before something that failed is started again: not at all, then twice as long each time, up to
 * 30 s. Failures are forgotten once it has run for a minute.
 */
export class BackOff {
  #failureCount = 0;
  #startedAt: number;

  /** Counts the run that began at `now`, in milliseconds of `performance.now`. */
  constructor(now: number = performance.now()) {
    this.#startedAt = now;
  }

  /** Counts a failure at `now`. Returns the milliseconds to wait before the next start. */
  fail(now: number = performance.now()): number {
    if (now - this.#startedAt >= HEALTHY_MS) this.#failureCount = 0;
    const delayMs =
      this.#failureCount === 0
        ? 0
        : Math.min(FIRST_DELAY_MS * 2 ** (this.#failureCount - 1), LONGEST_DELAY_MS);
    this.#failureCount += 1;
    this.#startedAt = now + delayMs;
    return delayMs;
  }
}
