import { lookAhead } from './look-ahead.ts';

/**
 * Keeps one item ready ahead of the reader: the source is asked for the next one when the reader gets this one.
 * Nothing is asked before the first read. Errors come in order, after the items that came before them.
 */
export async function* prefetch<T>(source: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
  for await (const { item } of lookAhead(source)) yield item;
}
