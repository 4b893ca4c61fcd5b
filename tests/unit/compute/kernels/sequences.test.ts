import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KernelFile } from '../../../../src/compute/kernels/open-kernels.ts';
import { createSingleThread, type KernelThreads } from '../../../../src/compute/kernels/kernel-threads.ts';
import { storeLstm, type LstmWeights } from '../../../../src/compute/kernels/store-lstm.ts';
import type { QuantisedWeights } from '../../../../src/compute/stored-weights.ts';
import { Scope } from '../../../../src/std/scope.ts';
import { createBytes, createFloats, createRandom } from '../../engines/kokoro/tail/made-up-weights.ts';
import { createNodeThreads, loadKernels } from './node-threads.ts';
import { attendByDefinition, runLstmByDefinition } from './reference-sequences.ts';
import { expectClose, runStep } from './run-step.ts';

const LENGTHS = [1, 2, 3, 5, 31, 130, 257] as const;

describe.each([
  ['plain SIMD', 1, 'kernels.wasm'],
  ['relaxed SIMD', 1, 'kernels-relaxed.wasm'],
  ['plain SIMD', 2, 'kernels-threads.wasm'],
  ['relaxed SIMD', 3, 'kernels-threads-relaxed.wasm'],
  ['plain SIMD', 8, 'kernels-threads.wasm'],
] as const)('the kernels for sequences, with %s on %s threads', (_, count, file: KernelFile) => {
  const scope = new Scope();
  let threads: KernelThreads;

  beforeAll(async () => {
    threads =
      count === 1
        ? await createSingleThread(await loadKernels(file))
        : await createNodeThreads(count, scope, file);
  }, 120_000);

  afterAll(() => scope.dispose());

  it.each(LENGTHS)('normalise each of %s rows with what is added to it, and bend it', async (rows) => {
    const [channels, stride, outStride] = [20, 23, 28];
    const random = createRandom(rows);
    const x = createFloats(rows * stride, random).map((value) => value + 100);
    const residual = createFloats(rows * channels, random);
    const [gain, shift] = [createFloats(channels, random), createFloats(channels, random)];
    const out = await runStep(threads, rows * outStride, (builder, memory, target) => {
      builder.fill(target, rows * outStride);
      builder.layerNorm({
        ...{ x: memory.store(x), stride, rows, channels, base: 1, epsilon: 1e-5, slope: 0.2 },
        ...{ residual: { address: memory.store(residual), stride: channels } },
        ...{ gain: memory.store(gain), shift: memory.store(shift), out: target, outStride },
      });
    });
    expectClose(out, (index) => {
      const [row, channel] = [Math.floor(index / outStride), index % outStride];
      if (channel >= channels) return 0;
      const sums = Float64Array.from(
        { length: channels },
        (_value, place) => x[row * stride + place]! + residual[row * channels + place]!,
      );
      const mean = sums.reduce((sum, value) => sum + value, 0) / channels;
      const variance = sums.reduce((sum, value) => sum + (value - mean) ** 2, 0) / channels;
      const normal = (sums[channel]! - mean) / Math.sqrt(variance + 1e-5);
      const value = (1 + gain[channel]!) * normal + shift[channel]!;
      return value < 0 ? 0.2 * value : value;
    });
  });

  it('apply the bend of GELU, however large its input', async () => {
    const x = createFloats(4 * 1001, createRandom(5), 3);
    x.set([0, -0, 40, -40, 1e-6, -1e-6, 1e4, -1e4]);
    const out = await runStep(threads, x.length, (builder, memory, target) => {
      builder.copy(memory.store(x), target, x.length);
      builder.gelu(target, x.length);
    });
    expectClose(
      out,
      (index) => {
        const value = x[index]!;
        return 0.5 * value * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (value + 0.044715 * value ** 3)));
      },
      2e-6,
    );
  });

  it.each(LENGTHS)('attend over %s rows, with heads of odd sizes', async (rows) => {
    const [heads, headSize, stride, outStride] = [3, 13, 121, 41];
    const x = createFloats((rows + 8) * stride, createRandom(rows), 1.5);
    const scale = 0.7;
    const out = await runStep(threads, rows * outStride, (builder, memory, target) => {
      builder.fill(target, rows * outStride);
      const place = { x: memory.store(x), stride, rows, out: target, outStride };
      builder.attend({ ...place, heads, headSize, scale });
    });
    const expected = attendByDefinition({ x, rows, stride, heads, headSize, scale });
    expectClose(out, (index) => {
      const column = index % outStride;
      if (column >= heads * headSize) return 0;
      return expected[Math.floor(index / outStride) * heads * headSize + column]!;
    });
  });

  it('tell of a NaN that goes into attention', async () => {
    const [rows, heads, headSize] = [9, 2, 8];
    const stride = 3 * heads * headSize;
    const x = createFloats((rows + 8) * stride, createRandom(1));
    x[4] = Number.NaN;
    const out = await runStep(threads, rows * 16, (builder, memory, target) => {
      const place = { x: memory.store(x), stride, rows, out: target, outStride: 16 };
      builder.attend({ ...place, heads, headSize, scale: 1 });
    });
    expect(out[0]).toBeNaN();
  });

  it.each(LENGTHS.flatMap((steps) => [[steps, 'floats'] as const, [steps, 'bytes'] as const]))(
    'run an LSTM of both directions over %s steps, some rows of which repeat, with %s for weights',
    async (steps, kind) => {
      const size = { directions: 2, inputs: 11, units: 24 } as const;
      const weights = kind === 'floats' ? createLstm(size, steps) : createByteLstm(size, steps);
      const { units, inputs } = weights;
      const rows = Math.ceil(steps / 2);
      const random = createRandom(steps + 50);
      const x = createFloats((rows + 8) * inputs, random);
      const table = Int32Array.from({ length: steps }, (_value, step) => (step * 7) % rows);
      const gates = 8 * units;
      const outStride = 2 * units + 3;
      const out = await runStep(threads, steps * outStride, (builder, memory, target) => {
        builder.fill(target, steps * outStride);
        const products = memory.allocateFloats((rows + 8) * gates);
        const { input, bias, recurrence } = storeLstm(weights, memory);
        const product = { ...input, bias, x: memory.store(x), stride: inputs, depth: inputs };
        builder.multiply({ ...product, rows, columns: gates, out: products, outStride: gates });
        const numbers = memory.allocate(4 * steps);
        new Int32Array(memory.memory.buffer, numbers, steps).set(table);
        builder.lstm({
          ...{ x: products, stride: gates, ...recurrence, units },
          ...{ directions: 2, steps, table: numbers, out: target, outStride },
        });
      });
      const inputRows = Array.from(table, (row) => x.subarray(row * inputs, (row + 1) * inputs));
      const expected = runLstmByDefinition(weights, inputRows);
      expectClose(out, (index) => {
        const column = index % outStride;
        if (column >= 2 * units) return 0;
        return expected[Math.floor(index / outStride) * 2 * units + column]!;
      });
    },
  );

  it('run an LSTM of one direction, each row of which is a step', async () => {
    const weights = createLstm({ directions: 1, inputs: 5, units: 8 }, 3);
    const { units, inputs, directions } = weights;
    const steps = 17;
    const x = createFloats((steps + 8) * inputs, createRandom(8));
    const out = await runStep(threads, steps * units, (builder, memory, target) => {
      const gates = 4 * units;
      const products = memory.allocateFloats((steps + 8) * gates);
      const { input, bias, recurrence } = storeLstm(weights, memory);
      const product = { ...input, bias, x: memory.store(x), stride: inputs, depth: inputs, rows: steps };
      builder.multiply({ ...product, columns: gates, out: products, outStride: gates });
      builder.lstm({
        ...recurrence,
        units,
        directions,
        steps,
        table: 0,
        x: products,
        stride: gates,
        out: target,
        outStride: units,
      });
    });
    const inputRows = Array.from({ length: steps }, (_value, row) =>
      x.subarray(row * inputs, (row + 1) * inputs),
    );
    const expected = runLstmByDefinition(weights, inputRows);
    expectClose(out, (index) => expected[index]!);
  });
});

/** One byte for each weight, and a scale for each direction. */
function createByteLstm(
  size: Pick<LstmWeights, 'directions' | 'inputs' | 'units'>,
  seed: number,
): LstmWeights {
  const { directions, inputs, units } = size;
  const random = createRandom(seed);
  const create = (columns: number): QuantisedWeights => {
    const sliceLength = 4 * units * columns;
    const shape = { slices: directions, sliceLength, deviation: 1 / Math.sqrt(columns) };
    return createBytes(directions * sliceLength, random, shape);
  };
  return { ...createLstm(size, seed), input: create(inputs), recurrence: create(units) };
}

function createLstm(size: Pick<LstmWeights, 'directions' | 'inputs' | 'units'>, seed: number): LstmWeights {
  const { directions, inputs, units } = size;
  const random = createRandom(seed);
  return {
    ...size,
    input: createFloats(directions * 4 * units * inputs, random, 1 / Math.sqrt(inputs)),
    recurrence: createFloats(directions * 4 * units * units, random, 1 / Math.sqrt(units)),
    bias: createFloats(directions * 8 * units, random, 0.2),
  };
}
