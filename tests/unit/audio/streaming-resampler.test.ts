import { describe, expect, it } from 'vitest';
import { resample } from '../../../src/audio/resample.ts';
import { StreamingResampler } from '../../../src/audio/streaming-resampler.ts';
import { joinSamples } from '../../../src/std/join.ts';

const tone = Float32Array.from({ length: 9_731 }, (_, index) => Math.sin(index * 0.05) * 0.5);

describe('a resampler that gets its sound piece by piece', () => {
  it.each([
    [44_100, 16_000],
    [48_000, 16_000],
    [8_000, 16_000],
    [22_050, 16_000],
    [16_000, 16_000],
  ])('from %d to %d gives what the whole gives', (from, to) => {
    const resampler = new StreamingResampler({ from, to });
    const pieces: Float32Array[] = [];
    let offset = 0;
    for (const size of [1, 3, 700, 64, 4_000, 4_963]) {
      pieces.push(resampler.push(tone.subarray(offset, offset + size)));
      offset += size;
    }
    expect(offset).toBe(tone.length);
    pieces.push(resampler.flush());
    const whole = resample(tone, { from, to });
    const joined = joinSamples(pieces);
    expect(joined).toHaveLength(whole.length);
    const differences = joined.map((sample, index) => Math.abs(sample - whole[index]!));
    // The filter's taps add up to one within rounding, also where nothing changes.
    expect(Math.max(...differences)).toBeLessThan(1e-5);
  });

  it('holds no more than its filter needs', () => {
    const resampler = new StreamingResampler({ from: 48_000, to: 16_000 });
    let outputCount = 0;
    for (let index = 0; index < 100; index += 1)
      outputCount += resampler.push(new Float32Array(4_800)).length;
    expect(outputCount).toBeGreaterThan(159_000);
  });
});
