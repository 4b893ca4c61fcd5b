import { afterEach, describe, expect, it } from 'vitest';
import { createTail } from '../../../../../src/engines/kokoro/tail/generator.ts';
import { Scope } from '../../../../../src/std/scope.ts';
import { createInput, createWeights, onlyGenerator } from './made-up-weights.ts';
import { createNodeThreads, createOneThread, THREAD_COUNTS } from '../../../compute/kernels/node-threads.ts';
import { generateReference } from './reference-generator.ts';

const CHANNELS = 64;

function measureDifference(actual: Float32Array, expected: ArrayLike<number>): number {
  let error = 0;
  let power = 0;
  actual.forEach((value, index) => {
    error += (value - expected[index]!) ** 2;
    power += expected[index]! ** 2;
  });
  return Math.sqrt(error / power);
}

describe('the generator on one thread', () => {
  it('agrees with the definition for any number of steps, in any order', async () => {
    const weights = createWeights(CHANNELS);
    const generator = createTail(onlyGenerator(weights), await createOneThread());
    for (const steps of [6, 1, 2, 17, 3, 46]) {
      const input = createInput(CHANNELS, steps);
      const waveform = await generator.generate(input);
      const reference = generateReference(weights, input);
      expect(waveform.length).toBe(300 * steps);
      expect(measureDifference(waveform, reference), `${steps} steps`).toBeLessThan(3e-5);
    }
  });

  it('gives the same samples for the same input, and its memory does not grow', async () => {
    const threads = await createOneThread();
    const generator = createTail(onlyGenerator(createWeights(CHANNELS)), threads);
    const input = createInput(CHANNELS, 30);
    const first = await generator.generate(input);
    const bytes = threads.memory.buffer.byteLength;
    for (let run = 0; run < 20; run += 1) {
      await generator.generate(createInput(CHANNELS, ((run * 7) % 30) + 1));
      expect(await generator.generate(input)).toEqual(first);
    }
    expect(threads.memory.buffer.byteLength).toBe(bytes);
  });

  it('lets a NaN in its input be heard of', async () => {
    const generator = createTail(onlyGenerator(createWeights(CHANNELS)), await createOneThread());
    const input = createInput(CHANNELS, 4);
    input.features[10] = Number.NaN;
    const waveform = await generator.generate(input);
    expect(waveform.some(Number.isNaN)).toBe(true);
  });

  it('refuses inputs whose lengths do not belong together', async () => {
    const generator = createTail(onlyGenerator(createWeights(CHANNELS)), await createOneThread());
    const input = createInput(CHANNELS, 4);
    const source = input.source.subarray(1);
    await expect(generator.generate({ ...input, source })).rejects.toThrow(RangeError);
    const features = new Float32Array(0);
    await expect(generator.generate({ ...input, features })).rejects.toThrow(RangeError);
  });
});

describe('the generator on several threads', () => {
  let scope = new Scope();

  afterEach(() => {
    scope.dispose();
    scope = new Scope();
  });

  it.each([1, ...THREAD_COUNTS])('agrees with the definition on %s threads, run after run', async (count) => {
    const weights = createWeights(CHANNELS);
    const generator = createTail(onlyGenerator(weights), await createNodeThreads(count, scope));
    const input = createInput(CHANNELS, 23);
    const reference = generateReference(weights, input);
    const first = await generator.generate(input);
    expect(measureDifference(first, reference)).toBeLessThan(3e-5);
    for (let run = 0; run < 10; run += 1) expect(await generator.generate(input)).toEqual(first);
  });
});
