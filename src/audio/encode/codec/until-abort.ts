import { orAbort } from '../../../std/abort.ts';

/** Passes chunks on, and throws as soon as `signal` fires, even while the source is still working on the next one. */
export async function* untilAbort<T>(
  source: AsyncIterable<T>,
  signal: AbortSignal,
): AsyncGenerator<T, void, void> {
  signal.throwIfAborted();
  const iterator = source[Symbol.asyncIterator]();
  let ended = false;
  try {
    for (;;) {
      const result = await orAbort(iterator.next(), signal);
      if (result.done === true) {
        ended = true;
        return;
      }
      yield result.value;
    }
  } finally {
    // A source that ignores the signal would answer only after its next chunk, so nobody waits for it.
    if (!ended) iterator.return?.().catch(() => undefined);
  }
}
