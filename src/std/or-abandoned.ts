import { createAbortError } from './abort.ts';
import { Scope } from './scope.ts';

/** Longer than work takes to tidy up behind itself: a thread that is ended has a second for that. */
const GRACE_MS = 10_000;

/**
 * Settles like `work`, which ends by itself once `signal` has fired. Work that has not ended ten seconds later, since the
 * browser never answers say, is waited for no longer: this rejects with the signal's reason.
 */
export async function orAbandoned<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const scope = new Scope();
  const isLate = new Promise<void>((resolve) => {
    scope.listen(signal, 'abort', () => scope.timeout(resolve, GRACE_MS));
  });
  const abandoned = isLate.then((): never => {
    signal.throwIfAborted();
    throw createAbortError();
  });
  try {
    return await Promise.race([work, abandoned]);
  } finally {
    scope.dispose();
  }
}
