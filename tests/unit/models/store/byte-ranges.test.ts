import { describe, expect, it } from 'vitest';
import { ByteRanges } from '../../../../src/models/store/byte-ranges.ts';
import { createBytes } from '../../../fixtures/model-files.ts';

describe('ByteRanges', () => {
  it('merges what touches and overlaps', () => {
    const ranges = new ByteRanges([
      { start: 10, end: 20 },
      { start: 30, end: 40 },
    ]);
    ranges.add(20, 30);
    expect(ranges.ranges).toEqual([{ start: 10, end: 40 }]);
    ranges.add(5, 5);
    expect(ranges.byteCount).toBe(30);
  });

  it('cuts what is missing into pieces', () => {
    const ranges = new ByteRanges([
      { start: 0, end: 10 },
      { start: 35, end: 50 },
    ]);
    expect(ranges.missing(0, 60, 10)).toEqual([
      { start: 10, end: 20 },
      { start: 20, end: 30 },
      { start: 30, end: 35 },
      { start: 50, end: 60 },
    ]);
    expect(ranges.missing(5, 12)).toEqual([{ start: 10, end: 12 }]);
    expect(ranges.missing(40, 50)).toEqual([]);
  });

  it('agrees with a list of single bytes, whatever is added', () => {
    const numbers = createBytes(400, 5);
    const ranges = new ByteRanges();
    const held = new Set<number>();
    for (let index = 0; index < numbers.length; index += 2) {
      const start = numbers[index]!;
      const end = start + (numbers[index + 1]! >> 5);
      ranges.add(start, end);
      for (let byte = start; byte < end; byte += 1) held.add(byte);
      expect(ranges.byteCount).toBe(held.size);
      const missing = ranges.missing(20, 200, 7);
      const listed = missing.flatMap((gap) =>
        Array.from({ length: gap.end - gap.start }, (_, offset) => gap.start + offset),
      );
      const expected = Array.from({ length: 180 }, (_, offset) => 20 + offset).filter(
        (byte) => !held.has(byte),
      );
      expect(listed).toEqual(expected);
      expect(missing.every((gap) => gap.end - gap.start <= 7)).toBe(true);
    }
  });
});
