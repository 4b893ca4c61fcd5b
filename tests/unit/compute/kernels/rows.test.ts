import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KernelThreads } from '../../../../src/compute/kernels/kernel-threads.ts';
import { padColumns, placeColumns, storeMatrix } from '../../../../src/compute/kernels/store-matrix.ts';
import { toFloatWeights, type StoredWeights } from '../../../../src/compute/stored-weights.ts';
import { Scope } from '../../../../src/std/scope.ts';
import { padSignal, toSpectrum } from '../../../../src/engines/kokoro/source/transform.ts';
import { packSource } from '../../../../src/engines/kokoro/tail/source-program.ts';
import {
  createBytes,
  createFloats,
  createRandom,
  createTransform,
} from '../../engines/kokoro/tail/made-up-weights.ts';
import { createNodeThreads, createOneThread } from './node-threads.ts';
import { expectClose, runStep } from './run-step.ts';

const LENGTHS = [1, 2, 3, 5, 7, 31, 509, 4097] as const;

describe.each([1, 2, 3, 8])('the kernels for rows, on %s threads', (count) => {
  const scope = new Scope();
  let threads: KernelThreads;

  beforeAll(async () => {
    threads = count === 1 ? await createOneThread() : await createNodeThreads(count, scope);
  }, 120_000);

  afterAll(() => scope.dispose());

  it.each(
    LENGTHS.flatMap((rows) =>
      ['floats', 'bytes', 'bytes with many scales'].map((kind) => [rows, kind] as const),
    ),
  )('multiply %s rows that overlap by weights of odd numbers, which are %s', async (rows, kind) => {
    const [stride, depth, columns] = [3, 11, 21];
    const random = createRandom(rows);
    const x = createFloats((rows + 8) * stride + depth, random);
    const slices = kind === 'bytes' ? 1 : columns;
    const stored: StoredWeights =
      kind === 'floats'
        ? createFloats(columns * depth, random)
        : createBytes(columns * depth, random, { slices, sliceLength: depth });
    const weight = toFloatWeights(stored);
    const bias = createFloats(columns, random);
    const outStride = 24;
    const out = await runStep(threads, rows * outStride, (builder, memory, target) => {
      builder.multiply({
        ...{ x: memory.store(x), stride, depth, rows, columns, out: target, outStride },
        ...storeMatrix(memory, [{ weights: stored, ...placeColumns(columns, depth) }]),
        bias: memory.store(padColumns(bias)),
      });
    });
    expectClose(out, (index) => {
      const [row, column] = [Math.floor(index / outStride), index % outStride];
      if (column >= columns) return 0;
      let sum = bias[column]!;
      for (let tap = 0; tap < depth; tap += 1) sum += x[row * stride + tap]! * weight[column * depth + tap]!;
      return sum;
    });
  });

  it.each(LENGTHS)('make two rows of each of %s, normalised and bent', async (rows) => {
    const channels = 20;
    const random = createRandom(rows + 1);
    const x = createFloats(rows * channels, random);
    const create = (): Float32Array => createFloats(channels, random);
    const [scale, shift, bias] = [create(), create(), create()];
    const weights = createFloats(3 * channels, random);
    const out = await runStep(threads, 2 * rows * channels, (builder, memory, target) => {
      const input = { x: memory.store(x), rows, channels, slope: 0.2, out: target };
      const norm = { scale: memory.store(scale), shift: memory.store(shift) };
      builder.double({ ...input, ...norm, weights: memory.store(weights), bias: memory.store(bias) });
    });
    const at = (row: number, channel: number): number => {
      if (row >= rows) return 0;
      const value = x[row * channels + channel]! * scale[channel]! + shift[channel]!;
      return value < 0 ? 0.2 * value : value;
    };
    expectClose(out, (index) => {
      const channel = index % channels;
      const place = Math.floor(index / channels);
      const row = place >> 1;
      const tap = (number: number): number => weights[number * channels + channel]!;
      if (place % 2 === 0) return at(row, channel) * tap(1) + bias[channel]!;
      return at(row, channel) * tap(2) + at(row + 1, channel) * tap(0) + bias[channel]!;
    });
  });

  it.each(LENGTHS)('turn %s columns into rows with a stride', async (rows) => {
    const [channels, stride] = [5, 9];
    const x = createFloats(rows * channels, createRandom(rows + 2));
    const out = await runStep(threads, rows * stride, (builder, memory, target) => {
      builder.fill(target, rows * stride);
      builder.transpose(memory.store(x), target, { channels, rows, stride });
    });
    expectClose(out, (index) => {
      const [row, channel] = [Math.floor(index / stride), index % stride];
      if (channel >= channels) return 0;
      return x[channel * rows + row]!;
    });
  });

  it.each(LENGTHS)('turn %s windows into magnitudes and phases', async (rows) => {
    const transform = createTransform(rows % 2 === 0);
    const samples = createFloats(5 * (rows - 1), createRandom(rows + 5), 0.3);
    const silence = Math.floor(samples.length / 3);
    // Held on, then nothing: what is hardly there has a phase all the same.
    samples.subarray(silence, 2 * silence).fill(0.01);
    samples.subarray(2 * silence).fill(0);
    const expected = toSpectrum(samples, transform);
    const out = await runStep(threads, rows * 22, (builder, memory, target) => {
      const { waves, straightPhase } = packSource(transform, memory);
      const padded = memory.store(padSignal(samples, transform.isMirrored));
      builder.polar({ samples: padded, rows, waves, straightPhase, out: target });
    });
    expectClose(out, (index) => expected[(index % 22) * rows + Math.floor(index / 22)]!, 1e-6);
  });

  it('gives a straight phase to what is negative and nothing else', async () => {
    const real = Float32Array.from({ length: 220 }, (_, index) => (index % 20 === 0 ? -1 : 0));
    const transform = { real, imaginary: new Float32Array(220), straightPhase: -3, isMirrored: false };
    const out = await runStep(threads, 22, (builder, memory, target) => {
      const { waves, straightPhase } = packSource(transform, memory);
      builder.polar({
        samples: memory.store(padSignal(Float32Array.of(1, 1, 1, 1, 1), false)),
        rows: 1,
        waves,
        straightPhase,
        out: target,
      });
    });
    expectClose(out, (index) => (index < 11 ? 1 : -3), 1e-6);
  });

  it.each(LENGTHS)('normalise %s rows, a large mean and a NaN included', async (rows) => {
    const channels = 8;
    const random = createRandom(rows + 3);
    const x = createFloats(rows * channels, random).map((value, index) => value + 1000 * (index % channels));
    x[channels - 1] = Number.NaN;
    const style = createFloats(2 * channels, random, 0.3);
    const out = await runStep(threads, 2 * channels, (builder, memory, target) => {
      const records = memory.allocate(1 << 20);
      const statistics = builder.statistics(memory.store(x), { rows, channels }, records);
      const places = { scale: target, shift: target + channels * 4 };
      builder.normalise(statistics, { channels, style: memory.store(style), ...places });
    });
    for (let channel = 0; channel < channels - 1; channel += 1) {
      const values = Float64Array.from({ length: rows }, (_, row) => x[row * channels + channel]!);
      const mean = values.reduce((sum, value) => sum + value, 0) / rows;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows;
      const gain = (1 + style[channel]!) / Math.sqrt(variance + 1e-5);
      expect(Math.abs(out[channel]! / gain - 1)).toBeLessThan(1e-5);
      const shift = style[channels + channel]! - mean * gain;
      expect(Math.abs(out[channels + channel]! / shift - 1)).toBeLessThan(1e-5);
    }
    expect(out[channels - 1]).toBeNaN();
    expect(out[2 * channels - 1]).toBeNaN();
  });
});
