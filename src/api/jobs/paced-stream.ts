import type { Turn } from './job-lane.ts';

/** Rests the turn whenever nobody asks for the next item, so that an answer that nobody reads blocks no other. */
export function toPaced<T>(items: AsyncIterable<T>, turn: Turn): AsyncIterable<T> {
  const iterator = items[Symbol.asyncIterator]();
  const paced: AsyncIterator<T> = {
    async next() {
      await turn.resume();
      const step = await iterator.next();
      turn.rest();
      return step;
    },
    // Not a generator: one that was never started would not pass the end on to its source.
    async return() {
      await iterator.return?.();
      return { done: true, value: undefined };
    },
  };
  return { [Symbol.asyncIterator]: () => paced };
}
