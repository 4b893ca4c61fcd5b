import { beforeAll, describe, expect, it } from 'vitest';
import type { KernelThreads } from '../../../../src/compute/kernels/kernel-threads.ts';
import type { KernelSize } from '../../../../src/compute/kernels/tilings.ts';
import { Scope } from '../../../../src/std/scope.ts';
import { createBytes, createFloats, createRandom } from '../../engines/kokoro/tail/made-up-weights.ts';
import { createNodeThreads, createOneThread, THREAD_COUNTS } from './node-threads.ts';
import { convolve, type Signal } from '../../engines/kokoro/tail/reference-generator.ts';
import { runConvolution, type ConvolutionCase } from './run-convolution.ts';

const KERNELS = [2, 3, 5, 7, 11] as const;
const DILATIONS = [1, 3, 5] as const;
const LENGTHS = [1, 2, 3, 5, 6, 7, 12, 13, 29, 31, 60, 61, 127, 509] as const;

type SnakeCase = Extract<ConvolutionCase, { alpha: Float32Array }> & { readonly weight: Float32Array };

function createCase(
  kernel: KernelSize,
  dilation: number,
  { rows, channels = 16, outputs = channels }: { rows: number; channels?: number; outputs?: number },
): SnakeCase {
  const random = createRandom(kernel * 10_000 + dilation * 1000 + rows);
  return {
    kernel,
    dilation,
    rows,
    channels,
    outputs,
    x: createFloats(rows * channels, random),
    weight: createFloats(outputs * channels * kernel, random, 1 / Math.sqrt(channels * kernel)),
    bias: createFloats(outputs, random),
    scale: Float32Array.from({ length: channels }, () => 1 + 0.3 * random()),
    shift: createFloats(channels, random),
    alpha: Float32Array.from({ length: channels }, () => 1.2 + 0.5 * random()),
  };
}

/** The same without its Snake. */
function toPlain(given: SnakeCase): Omit<SnakeCase, 'alpha'> {
  const entries = Object.entries(given).filter(([name]) => name !== 'alpha');
  return Object.fromEntries(entries) as Omit<SnakeCase, 'alpha'>;
}

/** [channel][time] in double precision. */
function computeReference(given: ConvolutionCase): Signal {
  const { rows, channels, kernel, dilation, residual, before, factor = 1, repeat = 1 } = given;
  const { outputs = channels } = given;
  const bent = Array.from({ length: channels }, (_, channel) =>
    Float64Array.from({ length: rows }, (__, row) => {
      const value = given.x[row * channels + channel]! * given.scale[channel]! + given.shift[channel]!;
      if ('slope' in given) return value < 0 ? value * given.slope : value;
      return value + Math.sin(given.alpha[channel]! * value) ** 2 / given.alpha[channel]!;
    }),
  );
  const { weight, bias } = given;
  const padding = (kernel >> 1) * dilation;
  return convolve(bent, { weight, bias, kernel, stride: 1, padding, dilation }).map((values, channel) =>
    values.slice(0, rows).map((value, row) => {
      const added = residual?.[Math.floor(row / repeat) * outputs + channel] ?? 0;
      return (value + added) * factor + (before?.[row * outputs + channel] ?? 0);
    }),
  );
}

function measureDifference(out: Float32Array, reference: Signal): number {
  let error = 0;
  let power = 0;
  reference.forEach((values, channel) => {
    values.forEach((value, row) => {
      error += (out[row * reference.length + channel]! - value) ** 2;
      power += value ** 2;
    });
  });
  return Math.sqrt(error / power);
}

describe('the convolution kernel', () => {
  let threads: KernelThreads;

  beforeAll(async () => {
    threads = await createOneThread();
    // Compiling comes first where the sources have changed.
  }, 120_000);

  describe.each(KERNELS)('of size %s', (kernel) => {
    it.each(DILATIONS)('agrees with the definition at dilation %s for any length', async (dilation) => {
      for (const rows of LENGTHS) {
        const given = createCase(kernel, dilation, { rows });
        const { out } = await runConvolution(threads, given);
        expect(measureDifference(out, computeReference(given)), `${rows} rows`).toBeLessThan(2e-5);
      }
    });

    it('agrees with the definition over 4097 positions and many channels', async () => {
      const given = createCase(kernel, 3, { rows: 4097, channels: 48 });
      const { out } = await runConvolution(threads, given);
      expect(measureDifference(out, computeReference(given))).toBeLessThan(2e-5);
    });

    it.each([1, 13, 509])('takes weights of one byte each, over %s positions', async (rows) => {
      for (const slices of [1, 32]) {
        const given = createCase(kernel, 3, { rows, channels: 48, outputs: 32 });
        const shape = { slices, sliceLength: 48 * kernel, deviation: 1 / Math.sqrt(48 * kernel) };
        const weight = createBytes(32 * 48 * kernel, createRandom(rows), shape);
        const quantised = { ...given, weight };
        const { out } = await runConvolution(threads, quantised);
        expect(measureDifference(out, computeReference(quantised)), `${slices} slices`).toBeLessThan(2e-5);
      }
    });

    it('adds a residual, applies a factor and adds to what is there', async () => {
      const given = createCase(kernel, 3, { rows: 41 });
      const random = createRandom(3);
      const residual = createFloats(41 * 16, random);
      const before = createFloats(41 * 16, random);
      const full = { ...given, residual, before, factor: 1 / 3 };
      const { out } = await runConvolution(threads, full);
      expect(measureDifference(out, computeReference(full))).toBeLessThan(2e-5);
    });

    it('leaves the statistics of what it put out, a large mean included', async () => {
      const given = createCase(kernel, 5, { rows: 1201 });
      const bias = given.bias.map((value) => value + 300);
      const { out, scale, shift } = await runConvolution(threads, { ...given, bias });
      for (let channel = 0; channel < 16; channel += 1) {
        const values = Float64Array.from({ length: 1201 }, (_, row) => out[row * 16 + channel]!);
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
        const expected = 1 / Math.sqrt(variance + 1e-5);
        expect(Math.abs(scale[channel]! / expected - 1)).toBeLessThan(1e-5);
        expect(Math.abs(shift[channel]! / (-mean * expected) - 1)).toBeLessThan(1e-5);
      }
    });

    it('lets NaN and infinity through to the statistics, so that they are noticed', async () => {
      for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
        const given = createCase(kernel, 1, { rows: 200 });
        const x = given.x.slice();
        x[150 * 16 + 3] = bad;
        const { out, scale } = await runConvolution(threads, { ...given, x });
        expect(out[150 * 16]).toBeNaN();
        expect(scale[0]).toBeNaN();
      }
    });

    it('survives denormal and huge numbers', async () => {
      for (const size of [1e-42, 1e12]) {
        const given = createCase(kernel, 3, { rows: 100 });
        const x = given.x.map((value) => value * size);
        const shift = new Float32Array(16);
        const bias = new Float32Array(16);
        // Where sin² of a huge angle is arbitrary, it must at least be bounded.
        const full = { ...given, x, shift, bias };
        const { out } = await runConvolution(threads, full);
        expect(out.every(Number.isFinite)).toBe(true);
        if (size > 1) expect(measureDifference(out, computeReference(full))).toBeLessThan(2e-5);
      }
    });
  });

  it.each([1, 2, 3, 5, 7, 41, 4097])(
    'agrees with the definition in small tiles, from few channels to many, over %s positions',
    async (rows) => {
      const plain = toPlain(createCase(3, 1, { rows, channels: 48, outputs: 80 }));
      const residual = createFloats(Math.ceil(rows / 2) * 80, createRandom(7));
      const given = {
        ...plain,
        isFine: true,
        slope: 0.2,
        residual,
        repeat: 2,
        factor: Math.SQRT1_2,
      } as const;
      const { out } = await runConvolution(threads, given);
      expect(measureDifference(out, computeReference(given))).toBeLessThan(3e-6);
    },
  );

  it('agrees in short tiles, too, where many channels leave the cycle no room', async () => {
    const given = createCase(11, 3, { rows: 1025, channels: 144, outputs: 16 });
    const { out } = await runConvolution(threads, given);
    expect(measureDifference(out, computeReference(given))).toBeLessThan(2e-5);
  });

  it('agrees where each job expands weights that are too many to be kept', async () => {
    const given = createCase(3, 5, { rows: 61, channels: 496, outputs: 480 });
    const { out } = await runConvolution(threads, given);
    expect(measureDifference(out, computeReference(given))).toBeLessThan(2e-5);
  });

  it.each(THREAD_COUNTS)('agrees on %s threads, whether cut by tiles or by columns too', async (count) => {
    const scope = new Scope();
    const several = await createNodeThreads(count, scope);
    for (const [kernel, dilation, rows] of [
      [3, 1, 7],
      [7, 5, 61],
      [11, 3, 1],
      [7, 1, 1023],
    ] as const) {
      const given = createCase(kernel, dilation, { rows, channels: 32, outputs: 256 });
      const { out, scale } = await runConvolution(several, given);
      const alone = await runConvolution(threads, given);
      expect(measureDifference(out, computeReference(given)), `${rows} rows`).toBeLessThan(2e-5);
      scale.forEach((value, channel) => expect(value / alone.scale[channel]!).toBeCloseTo(1, 4));
      const shape = { slices: 1, sliceLength: 1, deviation: 1 / Math.sqrt(32 * kernel) };
      const quantised = { ...given, weight: createBytes(256 * 32 * kernel, createRandom(rows), shape) };
      const bytes = await runConvolution(several, quantised);
      expect(measureDifference(bytes.out, computeReference(quantised)), `${rows} rows`).toBeLessThan(2e-5);
    }
    scope.dispose();
  });

  it('gives zero statistics no chance to divide by zero: a constant channel normalises to its shift', async () => {
    const given = createCase(3, 1, { rows: 30 });
    const flat = { ...given, weight: new Float32Array(given.weight.length) };
    const { scale } = await runConvolution(threads, flat);
    expect(scale[0]).toBeCloseTo(1 / Math.sqrt(1e-5), 1);
  });
});
