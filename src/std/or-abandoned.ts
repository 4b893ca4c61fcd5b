import { createAbortError } from './abort.ts';
import { Scope } from './scope.ts';

/**
 * Longer than work that heeds its signal takes to tidy up behind itself: a thread that it ends has a second for that. What
 * cannot stop, such as a run of ONNX Runtime, must not be waited for by such work: it would outlive this, and hold its memory.
 */
const GRACE_MS = 10_000;

/**
 * Settles like `work`, which heeds `signal` as well. Work that has not ended ten seconds after it fired, since the browser
 * never answers say, is waited for no longer, but goes on: this rejects with the signal's reason.
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
