import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createDeferred } from '../../../src/std/deferred.ts';
import { withinLimit } from '../../../src/std/within-limit.ts';

beforeEach(() => vi.useFakeTimers());

afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

it('settles like work that ends in time, and leaves no timer behind', async () => {
  const late = vi.fn();
  await expect(withinLimit(Promise.resolve(3), 1_000, late)).resolves.toBe(3);
  await expect(withinLimit(Promise.reject(new Error('broken')), 1_000, late)).rejects.toThrow('broken');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(late).not.toHaveBeenCalled();
});

it('gives what stands for work that is late, or throws, whatever becomes of the work', async () => {
  const work = createDeferred<number>();
  const answer = withinLimit(work.promise, 1_000, () => null);
  const refusal = expect(
    withinLimit(work.promise, 1_000, () => {
      throw new Error('late');
    }),
  ).rejects.toThrow('late');
  await vi.advanceTimersByTimeAsync(1_000);
  await refusal;
  expect(await answer).toBeNull();
  work.reject(new Error('broken'));
});
