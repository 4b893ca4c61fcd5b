import { expect, test } from 'vitest';
import { median } from '../../../src/benchmark/statistics.ts';
import { toJson } from '../../../src/benchmark/benchmark-page.ts';

test('fields are named in snake_case at every depth', () => {
  const value = {
    ttfaVsStockGenerate: 1,
    list: [{ kernelsSpeedup1Thread: 2 }],
    text: 'leftAlone',
    none: null,
  };
  expect(JSON.parse(toJson(value))).toEqual({
    ttfa_vs_stock_generate: 1,
    list: [{ kernels_speedup_1_thread: 2 }],
    text: 'leftAlone',
    none: null,
  });
});

test('fractions have six digits, whole numbers all of theirs', () => {
  expect(JSON.parse(toJson([1 / 3, 325_532_232]))).toEqual([0.333333, 325_532_232]);
});

test('the median is the middle, or the mean of the two in the middle', () => {
  expect(median([5, 1, 3])).toBe(3);
  expect(median([4, 1, 3, 100])).toBe(3.5);
  expect(() => median([])).toThrow(RangeError);
});
