/** Whether an error says that somebody cancelled, as opposed to something having failed. */
export function isAbortError(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** Creates the error that every cancelled call rejects with. */
export function createAbortError(message = 'The operation was aborted.'): DOMException {
  return new DOMException(message, 'AbortError');
}

/**
 * Settles like `promise`, unless `signal` fires first: then it rejects with the signal's reason at once.
 * The work behind `promise` is not stopped by this; the work watches the signal itself.
 */
export function orAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) {
    // The work may still fail on its own; nobody waits for it any more.
    promise.catch(() => undefined);
    return Promise.reject(toReason(signal));
  }
  return new Promise<T>((resolve, reject) => {
    const rejectNow = (): void => {
      reject(toReason(signal));
    };
    signal.addEventListener('abort', rejectNow, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', rejectNow);
    });
  });
}

/** Calls `handler` when `signal` fires; at once, if it has. */
export function onAbort(signal: AbortSignal, handler: () => void): void {
  if (signal.aborted) handler();
  else signal.addEventListener('abort', handler, { once: true });
}

function toReason(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : createAbortError();
}
