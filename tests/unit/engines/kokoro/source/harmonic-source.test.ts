import { beforeAll, describe, expect, it } from 'vitest';
import { fromMemory } from '../../../../../src/compute/file-bytes.ts';
import { splitModel, type SplitModel } from '../../../../../src/engines/kokoro/graph/split-model.ts';
import { toExcitation } from '../../../../../src/engines/kokoro/source/harmonic-source.ts';
import { toHarmonics } from '../../../../../src/engines/kokoro/source/harmonics.ts';
import type { SourceWeights } from '../../../../../src/engines/kokoro/source/source-weights.ts';
import { toSpectrum } from '../../../../../src/engines/kokoro/source/transform.ts';
import { encodeModel } from '../../../../../tools/onnx/encode-model.ts';
import { createShapeGraph } from '../../../../../tools/shape-model/create-shape-graph.ts';
import {
  createFeeds,
  GENERATOR,
  measureDifference,
  runModel,
  type Values,
} from '../../../compute/onnx/shape-model.ts';

const F0 = '/encoder/Squeeze_output_0';
const EXCITATION = `${GENERATOR}/Squeeze_output_0`;
const SPECTRUM = `${GENERATOR}/stft/Concat_output_0`;

const written = createShapeGraph({ width: 'small', noise: 'fixed' });
const bytes = encodeModel(written).toBytes();
const { source } = splitModel(fromMemory(bytes)) as SplitModel;

/** Weights of a source whose excitation is the arctangent of what it computes before the bend. */
const plain: SourceWeights = { ...source, mix: Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0), bias: 0 };
const silent = (): number => 0;

describe('the harmonic source beside the graph', () => {
  const noiseNodes = written.nodes.filter(({ name }) =>
    name.startsWith(`${GENERATOR}/m_source/l_sin_gen/Slice`),
  );
  const noise = noiseNodes.at(-1).outputs[0]!;
  let values: Values;

  beforeAll(async () => {
    values = await runModel(bytes, createFeeds(6), { [F0]: 2, [EXCITATION]: 2, [SPECTRUM]: 3, [noise]: 3 });
  }, 60_000);

  it('makes the same excitation, voiced and unvoiced, from the same noise', () => {
    const table = values[noise]!;
    const mixed = (index: number): number =>
      source.mix.reduce((sum, weight, harmonic) => sum + weight * table[index * 9 + harmonic]!, 0);
    const actual = toExcitation(source, values[F0]!, mixed);
    expect(actual.length).toBe(values[EXCITATION]!.length);
    expect(measureDifference(actual, values[EXCITATION]!)).toBeLessThan(1e-4);
  });

  it('makes the same magnitudes and phases of it', () => {
    const actual = toSpectrum(values[EXCITATION]!, source);
    expect(actual.length).toBe(values[SPECTRUM]!.length);
    expect(measureDifference(actual, values[SPECTRUM]!)).toBeLessThan(1e-5);
  });
});

describe('the harmonics', () => {
  it('stay in tune for two minutes', () => {
    const stepCount = 9600;
    const f0 = Float32Array.from({ length: stepCount }, (_, step) => 220 + 90 * Math.sin(step / 17));
    const mix = Float32Array.of(0.5, 0, 0.25, 0, 0, 0, 0, 0, 0.125);
    const actual = toHarmonics(f0, mix);
    // Cycles up to the middle of each step, in whole millionths, so that nothing is rounded away.
    let cycles = 0n;
    let worst = 0;
    for (let step = 1; step < stepCount; step += 1) {
      const slope = f0[step]! / 24_000;
      if (step === 1) cycles = toMicro(f0[0]! / 80);
      for (const sample of [0, 149, 299]) {
        const place = Number(cycles % 1_000_000_000_000n) / 1e12 + slope * (sample + 0.5);
        const expected = mix.reduce(
          (sum, weight, index) => sum + weight * Math.sin(2 * Math.PI * (index + 1) * place),
          0,
        );
        worst = Math.max(worst, Math.abs(actual[step * 300 - 150 + sample]! - expected));
      }
      cycles += toMicro(f0[step]! / 80);
    }
    expect(worst).toBeLessThan(1e-5);
  });

  it('stand still before the first middle of a step and behind the last', () => {
    const samples = toHarmonics(Float32Array.of(100, 100), Float32Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0));
    expect(samples.length).toBe(600);
    expect(new Set(samples.subarray(0, 150)).size).toBe(1);
    expect(new Set(samples.subarray(450)).size).toBe(1);
    expect(new Set(samples.subarray(150, 450)).size).toBeGreaterThan(100);
  });
});

function toMicro(cycles: number): bigint {
  return BigInt(Math.round(cycles * 1e12));
}

describe('the noise', () => {
  const f0 = Float32Array.from({ length: 400 }, (_, step) => (step < 200 ? 0 : 150));

  it('is the same for the same seed and another for another', () => {
    const excited = [7, 7, 8].map((seed) => toExcitation(source, f0, seed));
    expect(measureDifference(excited[1]!, excited[0]!)).toBe(0);
    expect(measureDifference(excited[2]!, excited[0]!)).toBeGreaterThan(0.1);
  });

  it('is loud where there is no voice and faint where there is one', () => {
    const mix = Float32Array.of(3, 4, 0, 0, 0, 0, 0, 0, 0);
    const noisy = toExcitation({ ...plain, mix }, f0, 3).map(Math.atanh);
    const still = toExcitation({ ...plain, mix }, f0, silent).map(Math.atanh);
    const deviation = (from: number, to: number): number => {
      const differences = noisy.map((value, index) => value - still[index]!).subarray(from, to);
      return Math.sqrt(differences.reduce((sum, value) => sum + value * value, 0) / differences.length);
    };
    // The noises of nine harmonics add up to one of the mix's length, here 5.
    expect(deviation(0, 60_000) / (5 * (0.1 / 3))).toBeCloseTo(1, 1);
    expect(deviation(60_000, 120_000) / (5 * 0.003)).toBeCloseTo(1, 1);
  });

  it('may be given, and then hears what the voice would say', () => {
    const echo = toExcitation(plain, f0, (_, harmonics) => harmonics);
    const still = toExcitation(plain, f0, silent);
    expect(echo.subarray(0, 59_850).some((value) => value !== 0)).toBe(false);
    const index = still.findIndex((value) => Math.abs(value) > 0.05);
    expect(Math.atanh(echo[index]!) / Math.atanh(still[index]!)).toBeCloseTo(1.003, 6);
  });
});
