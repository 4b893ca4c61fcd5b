import { describe, expect, it } from 'vitest';
import { toHalfBits } from '../../../tools/onnx/to-half.ts';

describe('half floats', () => {
  it.each([
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [65_504, 0x7bff],
    [65_520, 0x7c00],
    [-Infinity, 0xfc00],
    [2 ** -24, 0x0001],
    [2 ** -14 - 2 ** -24, 0x03ff],
    [2 ** -14, 0x0400],
    [1 / 3, 0x3555],
    // Halfway between two: the even one.
    [2049, 0x6800],
    [2051, 0x6802],
    [2047.9, 0x6800],
  ])('write %s as the nearest', (value, bits) => {
    expect(toHalfBits(value)).toBe(bits);
  });
});
