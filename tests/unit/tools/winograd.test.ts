import { describe, expect, it } from 'vitest';
import { TILINGS, type WinogradPoints } from '../../../src/compute/kernels/tilings.ts';
import { createWinogradMatrices } from '../../../tools/kernels/winograd.ts';
import { createFloats, createRandom } from '../engines/kokoro/tail/made-up-weights.ts';

const INTERPOLATED = TILINGS.flatMap(({ points, ...shape }) =>
  typeof points === 'number' ? [] : [{ ...shape, points }],
);

describe('Winograd matrices', () => {
  it.each(INTERPOLATED)('compute the correlation of kernel $kernel in tiles of $tile', (tiling) => {
    const { kernel, tile, planes } = tiling;
    const matrices = createWinogradMatrices(tiling);
    expect(matrices.input).toHaveLength(planes);
    const random = createRandom(kernel);
    const data = createFloats(tile + kernel - 1, random);
    const weights = createFloats(kernel, random);
    const dot = (row: readonly number[], values: Float32Array): number =>
      row.reduce((sum, value, index) => sum + value * values[index]!, 0);
    const products = matrices.input.map(
      (row, plane) => dot(row, data) * dot(matrices.kernel[plane]!, weights),
    );
    for (let output = 0; output < tile; output += 1) {
      const direct = weights.reduce((sum, value, tap) => sum + value * data[output + tap]!, 0);
      const fast = products.reduce((sum, value, plane) => sum + value * matrices.output[plane]![output]!, 0);
      expect(Math.abs(fast - direct)).toBeLessThan(1e-12);
    }
  });

  it('keep the numbers between near one, so that none is lost among the others', () => {
    for (const tiling of INTERPOLATED) {
      for (const row of createWinogradMatrices(tiling).input) {
        const largest = Math.max(...row.map(Math.abs));
        expect(largest).toBeGreaterThanOrEqual(1);
        expect(largest).toBeLessThanOrEqual(8);
      }
    }
  });

  it('refuse points that are too few or the same', () => {
    const real = [0, 1, 2, -2].map((value) => [value, 1] as const);
    const refuse = (points: WinogradPoints): void =>
      expect(() => createWinogradMatrices({ tile: 4, kernel: 3, points })).toThrow(RangeError);
    refuse({ real, unit: [] });
    refuse({ real: [...real, [1, 1]], unit: [] });
    const [zero] = real;
    refuse({ real: [zero!], unit: [1, 1] });
  });
});
