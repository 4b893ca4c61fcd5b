import { describe, expect, it } from 'vitest';
import { lookAhead, prefetch } from '../../../src/std/prefetch.ts';

/** Lets everything that can run, run. */
async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

function createSource(count: number, failAt = -1): { items: AsyncGenerator<number>; log: string[] } {
  const log: string[] = [];
  async function* generate(): AsyncGenerator<number> {
    try {
      for (let i = 0; i < count; i++) {
        log.push(`make ${i}`);
        await Promise.resolve();
        if (i === failAt) throw new Error(`item ${i}`);
        yield i;
      }
    } finally {
      log.push('closed');
    }
  }
  return { items: generate(), log };
}

describe('looking ahead', () => {
  it('shows each item with the one after it', async () => {
    const pairs: (readonly [number, number | undefined])[] = [];
    for await (const { item, next } of lookAhead(createSource(3).items)) pairs.push([item, await next]);
    expect(pairs).toEqual([
      [0, 1],
      [1, 2],
      [2, undefined],
    ]);
  });

  it('tells of an error early to whoever looks, and to the reader in its turn', async () => {
    const ahead = lookAhead(createSource(5, 1).items);
    const { value } = await ahead.next();
    await expect(value!.next).rejects.toThrow('item 1');
    await expect(ahead.next()).rejects.toThrow('item 1');
  });
});

describe('prefetch', () => {
  it('asks for nothing before the first read and for one item ahead from then on', async () => {
    const { items, log } = createSource(5);
    const ahead = prefetch(items);
    await settle();
    expect(log).toEqual([]);
    expect(await ahead.next()).toEqual({ value: 0, done: false });
    await settle();
    expect(log).toEqual(['make 0', 'make 1']);
    expect(await ahead.next()).toEqual({ value: 1, done: false });
    await settle();
    expect(log).toEqual(['make 0', 'make 1', 'make 2']);
    await ahead.return();
    expect(log.at(-1)).toBe('closed');
  });

  it('hands on every item once and in order', async () => {
    const read: number[] = [];
    for await (const item of prefetch(createSource(7).items)) read.push(item);
    expect(read).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect((await prefetch(createSource(0).items).next()).done).toBe(true);
  });

  it('throws an error after the items before it', async () => {
    const ahead = prefetch(createSource(5, 1).items);
    expect((await ahead.next()).value).toBe(0);
    await settle();
    await expect(ahead.next()).rejects.toThrow('item 1');
    expect((await ahead.next()).done).toBe(true);
  });

  it('closes its source when the reader leaves, even before an error that nobody reads', async () => {
    const { items, log } = createSource(5, 1);
    const ahead = prefetch(items);
    await ahead.next();
    await ahead.return();
    expect(log).toEqual(['make 0', 'make 1', 'closed']);
  });
});

describe('prefetch with items that are free', () => {
  const isOdd = (item: number): boolean => item % 2 === 1;

  it('asks on behind them, for one item that is not', async () => {
    const { items, log } = createSource(7);
    const ahead = prefetch(items, isOdd);
    expect(await ahead.next()).toEqual({ value: 0, done: false });
    await settle();
    expect(log).toEqual(['make 0', 'make 1', 'make 2']);
    expect(await ahead.next()).toEqual({ value: 1, done: false });
    await settle();
    expect(log).toEqual(['make 0', 'make 1', 'make 2']);
    expect(await ahead.next()).toEqual({ value: 2, done: false });
    await settle();
    expect(log).toEqual(['make 0', 'make 1', 'make 2', 'make 3', 'make 4']);
    await ahead.return();
    expect(log.at(-1)).toBe('closed');
  });

  it('hands on every item once and in order, and an error in its turn', async () => {
    const read: number[] = [];
    for await (const item of prefetch(createSource(6).items, isOdd)) read.push(item);
    expect(read).toEqual([0, 1, 2, 3, 4, 5]);
    for await (const item of prefetch(createSource(4).items, () => true)) read.push(item);
    expect(read.slice(6)).toEqual([0, 1, 2, 3]);
    const failing = prefetch(createSource(5, 2).items, isOdd);
    expect([await failing.next(), await failing.next()].map(({ value }) => value)).toEqual([0, 1]);
    await expect(failing.next()).rejects.toThrow('item 2');
  });
});
