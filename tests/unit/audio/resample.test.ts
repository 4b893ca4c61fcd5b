import { describe, expect, it } from 'vitest';
import { resample, toFilterBank } from '../../../src/audio/resample.ts';

const rates = { from: 22_050, to: 24_000 };

function toSine(frequency: number, rate: number, sampleCount: number): Float32Array {
  return Float32Array.from(
    { length: sampleCount },
    (_, index) => 0.8 * Math.sin((2 * Math.PI * frequency * index) / rate + 0.3),
  );
}

/** The ratio of the expected sine to what differs from it, in decibels, away from the ends. */
function toSignalToNoise(actual: Float32Array, expected: Float32Array): number {
  let signal = 0;
  let noise = 0;
  for (let index = 200; index < actual.length - 200; index += 1) {
    signal += expected[index]! ** 2;
    noise += (actual[index]! - expected[index]!) ** 2;
  }
  return 10 * Math.log10(signal / noise);
}

describe('resample', () => {
  it.each([50, 440, 1000, 3000, 6000, 8000, 9500])('keeps a sine of %d Hz in place', (frequency) => {
    const output = resample(toSine(frequency, rates.from, 22_050), rates);
    const snr = toSignalToNoise(output, toSine(frequency, rates.to, output.length));
    expect(snr).toBeGreaterThan(70);
  });

  it.each([0, 1, 7, 147, 148, 22_050, 100_003])(
    'gives %d samples the length that lasts as long',
    (length) => {
      expect(resample(new Float32Array(length), rates).length).toBe(Math.round((length * 160) / 147));
    },
  );

  it('keeps a constant level and the sum of an impulse', () => {
    const level = resample(new Float32Array(2000).fill(0.5), rates);
    expect(level.subarray(100, 2000).every((sample) => Math.abs(sample - 0.5) < 1e-6)).toBe(true);
    const impulse = new Float32Array(1001);
    impulse[500] = 1;
    const spread = resample(impulse, rates);
    const sum = spread.reduce((total, sample) => total + sample, 0);
    expect(sum).toBeCloseTo(160 / 147, 3);
    expect(spread.indexOf(Math.max(...spread))).toBe(Math.round((500 * 160) / 147));
  });

  it('removes what the lower rate cannot carry when it goes down', () => {
    const output = resample(toSine(11_800, 24_000, 24_000), { from: 24_000, to: 22_050 });
    expect(Math.max(...output.subarray(200, -200).map(Math.abs))).toBeLessThan(0.01);
  });

  it.each([44_101, 44_099.7, 47_952])('keeps a sine in place that comes at the odd rate of %d Hz', (from) => {
    const odd = { from, to: 16_000 };
    const output = resample(toSine(3_000, from, Math.round(from)), odd);
    expect(toSignalToNoise(output, toSine(3_000, odd.to, output.length))).toBeGreaterThan(40);
  });

  it('has small filters for any rate, and keeps a few of them', () => {
    const first = toFilterBank(rates);
    expect(toFilterBank(rates)).toBe(first);
    for (const from of [400_009, 767_999, 44_101, 1_001]) {
      expect(toFilterBank({ from, to: 16_000 }).taps.length).toBeLessThanOrEqual(2 ** 18);
    }
    expect(toFilterBank(rates)).not.toBe(first);
    expect(toFilterBank(rates)).toEqual(first);
  });

  it('gives a copy where the rates are the same', () => {
    const samples = toSine(100, 24_000, 10);
    const output = resample(samples, { from: 24_000, to: 24_000 });
    expect(output).toEqual(samples);
    expect(output.buffer).not.toBe(samples.buffer);
  });
});
