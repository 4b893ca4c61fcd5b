/** Something that is made once, and made again after a failure. */
export interface Retryable<T> {
  get(): Promise<T>;
  /** Makes the next call start again, if `promise` is still the current one. */
  forget(promise: Promise<T>): void;
}

/** Creates a retryable; a start that fails is forgotten, so that the next `get` tries again. */
export function createRetryable<T>(start: () => Promise<T>): Retryable<T> {
  let current: Promise<T> | null = null;
  const forget = (promise: Promise<T>): void => {
    if (current === promise) current = null;
  };
  return {
    forget,
    get() {
      if (current !== null) return current;
      const started = start();
      current = started;
      started.catch(() => forget(started));
      return started;
    },
  };
}
