/**
 * Runs jobs one after another, in the order they came. A job that fails rejects its own promise only.
 * A job whose signal fires while it waits is left out; one that already runs must watch the signal itself.
 */
export class SerialQueue {
  #tail: Promise<unknown> = Promise.resolve();
  #pending = 0;

  /** Jobs that wait or run. */
  get pending(): number {
    return this.#pending;
  }

  /** Runs `job` after all earlier ones; rejects with its error, or with the reason of `signal` if that fires before. */
  run<T>(job: () => Promise<T> | T, signal?: AbortSignal): Promise<T> {
    this.#pending += 1;
    const result = this.#tail.then(() => {
      signal?.throwIfAborted();
      return job();
    });
    this.#tail = result
      .catch(() => undefined)
      .then(() => {
        this.#pending -= 1;
      });
    return result;
  }
}
