import { describe, expect, it } from 'vitest';
import { toPrimed } from '../../../../src/api/jobs/primed-stream.ts';

function count(to: number): { items: AsyncGenerator<number>; readonly isClosed: boolean } {
  const state = { isClosed: false };
  async function* generate(): AsyncGenerator<number> {
    try {
      for (let item = 1; item <= to; item++) yield await Promise.resolve(item);
    } finally {
      state.isClosed = true;
    }
  }
  return {
    items: generate(),
    get isClosed() {
      return state.isClosed;
    },
  };
}

describe('toPrimed', () => {
  it('has the first item, and gives it again with the others', async () => {
    const primed = await toPrimed(count(3).items);
    expect(primed?.first).toBe(1);
    const all: number[] = [];
    for await (const item of primed!.all) all.push(item);
    expect(all).toEqual([1, 2, 3]);
  });

  it('tells of an empty source, and of a failing one', async () => {
    expect(await toPrimed(count(0).items)).toBeUndefined();
    await expect(
      toPrimed({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('no')) }) }),
    ).rejects.toThrow('no');
  });

  it('ends its source when it is left early, even before it was read', async () => {
    const [left, unread] = [count(3), count(3)];
    for await (const item of (await toPrimed(left.items))!.all) if (item === 2) break;
    expect(left.isClosed).toBe(true);
    const iterator = (await toPrimed(unread.items))!.all[Symbol.asyncIterator]();
    await iterator.return?.();
    expect(unread.isClosed).toBe(true);
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
  });
});
