/**
 * Keeps one item ready ahead of the reader: the source is asked for the next one when the reader gets this one.
 * Nothing is asked before the first read. Errors come in order, after the items that came before them.
 */
export async function* prefetch<T>(source: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
  const iterator = source[Symbol.asyncIterator]();
  const ask = (): Promise<IteratorResult<T>> => {
    const result = iterator.next();
    // The reader may leave before it gets there; an error must not count as unhandled then.
    result.catch(() => undefined);
    return result;
  };
  let isOver = false;
  try {
    for (let next = ask(); ;) {
      const result = await next;
      if (result.done === true) {
        isOver = true;
        return;
      }
      next = ask();
      yield result.value;
    }
  } catch (error) {
    isOver = true;
    throw error;
  } finally {
    if (!isOver) await iterator.return?.();
  }
}
