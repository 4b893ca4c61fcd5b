import { describe, expect, it } from 'vitest';
import { TILINGS, type KernelSize } from '../../../../src/engine/kernels/tilings.ts';
import { createWinogradMatrices } from '../../../../src/engine/kernels/winograd.ts';
import { createFloats, createRandom } from './made-up-weights.ts';

describe('Winograd matrices', () => {
  it.each([3, 7, 11] as const)('compute the correlation of kernel %s', (kernel: KernelSize) => {
    const { taps, planes, matrices } = TILINGS[kernel];
    const random = createRandom(kernel);
    const data = createFloats(planes, random);
    const weights = createFloats(taps, random);
    const dot = (row: readonly number[], values: Float32Array): number =>
      row.reduce((sum, value, index) => sum + value * values[index]!, 0);
    const products = matrices.input.map(
      (row, plane) => dot(row, data) * dot(matrices.kernel[plane]!, weights),
    );
    for (let output = 0; output < 6; output += 1) {
      const direct = weights.reduce((sum, value, tap) => sum + value * data[output + tap]!, 0);
      const fast = products.reduce((sum, value, plane) => sum + value * matrices.output[plane]![output]!, 0);
      expect(Math.abs(fast - direct)).toBeLessThan(1e-12);
    }
  });

  it('have coefficients that fp32 holds exactly where data is transformed', () => {
    for (const { matrices } of Object.values(TILINGS)) {
      for (const value of matrices.input.flat()) expect(Math.fround(value)).toBe(value);
    }
  });

  it('refuse points that are too few or the same', () => {
    expect(() => createWinogradMatrices(4, 3, [[0, 1]])).toThrow(RangeError);
    const same = [0, 1, 1, 2, -2].map((value) => [value, 1] as const);
    expect(() => createWinogradMatrices(4, 3, same)).toThrow(RangeError);
  });
});
