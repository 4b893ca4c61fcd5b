/**
 * Keeps one item ready ahead of the reader: the source is asked for the next one when the reader gets this one. Items that
 * are free, by `isFree`, come on top: they never stand for the one that is ready. Nothing is asked before the first read.
 * Errors come in order, after the items that came before them.
 */
export async function* prefetch<T>(
  source: AsyncIterable<T>,
  isFree: (item: T) => boolean = () => false,
): AsyncGenerator<T, void, undefined> {
  const iterator = source[Symbol.asyncIterator]();
  const asked: Promise<IteratorResult<T>>[] = [];
  const ask = (): void => {
    const step = iterator.next();
    asked.push(step);
    step.then(
      (result) => {
        if (result.done !== true && isFree(result.value)) ask();
      },
      // Thrown in its turn; the reader may leave before, and then it must not count as unhandled.
      () => undefined,
    );
  };
  let isOver = false;
  try {
    ask();
    for (let step = asked.shift(); step !== undefined; step = asked.shift()) {
      const result = await step;
      if (result.done === true) {
        isOver = true;
        return;
      }
      if (!isFree(result.value)) ask();
      yield result.value;
    }
  } catch (error) {
    isOver = true;
    throw error;
  } finally {
    if (!isOver) await iterator.return?.();
  }
}

/** An item, and a promise of the one after it: undefined at the end. */
export interface AheadItem<T> {
  readonly item: T;
  /** May reject, with the error that the reader of the items gets in its turn; it need not be handled. */
  readonly next: Promise<T | undefined>;
}

/**
 * Asks for the next item when the reader gets this one, and shows it as soon as it is there. Nothing is asked before the
 * first read. Errors come in order, after the items that came before them.
 */
export async function* lookAhead<T>(source: AsyncIterable<T>): AsyncGenerator<AheadItem<T>, void, undefined> {
  const iterator = source[Symbol.asyncIterator]();
  const ask = (): Promise<T | undefined> => {
    const next = iterator.next().then((result) => (result.done === true ? undefined : result.value));
    // The reader may leave before it gets there; an error must not count as unhandled then.
    next.catch(() => undefined);
    return next;
  };
  let isOver = false;
  try {
    for (let next = ask(); ;) {
      const item = await next;
      if (item === undefined) {
        isOver = true;
        return;
      }
      next = ask();
      yield { item, next };
    }
  } catch (error) {
    isOver = true;
    throw error;
  } finally {
    if (!isOver) await iterator.return?.();
  }
}
