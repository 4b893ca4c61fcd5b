import { expect, test } from 'vitest';
import { BackOff } from '../../../src/std/back-off.ts';

test('waits longer after each failure, and no longer than 30 s', () => {
  const backOff = new BackOff(0);
  let now = 0;
  const delays = Array.from({ length: 8 }, () => {
    now += 10;
    const delayMs = backOff.fail(now);
    now += delayMs;
    return delayMs;
  });
  expect(delays).toEqual([0, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
});

test('forgets failures after a minute without one, counted from the start', () => {
  const backOff = new BackOff(0);
  for (let index = 0; index < 4; index += 1) backOff.fail(0);
  // The last start was 4 s after the failure.
  expect(backOff.fail(4_000 + 59_999)).toBe(8_000);
  expect(backOff.fail(71_999 + 60_000)).toBe(0);
});
