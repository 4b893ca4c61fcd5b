import { describe, expect, it } from 'vitest';
import { countPlanes, toInputPlanes, toOutputs, toTapPlanes } from '../../../tools/kernels/cyclic.ts';
import type { Arithmetic, Put } from '../../../tools/kernels/fourier.ts';
import { createFloats, createRandom } from '../engines/kokoro/tail/made-up-weights.ts';

const NUMBERS: Arithmetic<number> = {
  add: (first, second) => (first ?? 0) + (second ?? 0),
  subtract: (first, second) => (first ?? 0) - (second ?? 0),
  multiplyAdd: (value, factor, sum) => (sum ?? 0) + factor * (value ?? 0),
};

function collect(count: number, run: (put: Put<number>) => void): number[] {
  const values = Array.from({ length: count }, () => NaN);
  run((place, value) => {
    values[place] = value ?? 0;
  });
  return values;
}

describe('the transforms of a cyclic convolution', () => {
  it.each([
    { cycle: 8, taps: 3 },
    { cycle: 16, taps: 7 },
    { cycle: 64, taps: 11 },
  ])('compute the correlation with $taps taps by a cycle of $cycle', ({ cycle, taps }) => {
    const random = createRandom(cycle);
    const tile = cycle + 3 - taps;
    const planes = countPlanes(cycle);
    const data = createFloats(cycle + 2, random);
    const weights = createFloats(taps, random);
    const by = NUMBERS;
    const inputs = collect(planes, (put) => toInputPlanes([...data], cycle, { by, put }));
    const factors = collect(planes, (put) => toTapPlanes([...weights], cycle, { by, put }));
    const products = inputs.map((value, plane) => value * factors[plane]!);
    const outputs = collect(tile, (put) => toOutputs(products, { cycle, tile }, { by, put }));
    outputs.forEach((value, output) => {
      const direct = weights.reduce((sum, weight, tap) => sum + weight * data[output + tap]!, 0);
      expect(value).toBeCloseTo(direct, 12);
    });
  });
});
