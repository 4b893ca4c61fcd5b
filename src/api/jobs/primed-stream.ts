/** An iterable whose first item is there. */
export interface Primed<T> {
  readonly first: T;
  /** All items, the first included; to be read once. */
  readonly all: AsyncIterable<T>;
}

/** Waits for the first item, so that a failure can still choose the status; undefined where there is none. */
export async function toPrimed<T>(items: AsyncIterable<T>): Promise<Primed<T> | undefined> {
  const iterator = items[Symbol.asyncIterator]();
  let head: IteratorResult<T> | undefined = await iterator.next();
  if (head.done === true) return undefined;
  const first = head.value;
  const resumed: AsyncIterator<T> = {
    next() {
      if (head === undefined) return iterator.next();
      const step = head;
      head = undefined;
      return Promise.resolve(step);
    },
    // Not a generator: one that was never started would not pass the end on to its source.
    async return() {
      head = undefined;
      await iterator.return?.();
      return { done: true, value: undefined };
    },
  };
  return { first, all: { [Symbol.asyncIterator]: () => resumed } };
}
