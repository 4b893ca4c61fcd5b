import { describe, expect, it } from 'vitest';
import { stretchTime } from '../../../../src/engines/espeak/stretch-time.ts';

const sampleRate = 22_050;
const options = { windowSamples: 706, searchSamples: 220 };

function toSine(frequency: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: sampleRate }, (_, index) =>
    Math.sin((2 * Math.PI * frequency * index) / sampleRate),
  );
}

describe('stretchTime', () => {
  it.each([0.55, 0.8, 1.2, 1.56])(
    'changes the length of a tone by %d, and neither pitch nor level',
    (factor) => {
      const output = stretchTime(toSine(200), factor, options);
      expect(output.length).toBe(Math.round(sampleRate / factor));
      const middle = output.subarray(2000, -2000);
      const rising = middle.filter(
        (sample, index) => index > 0 && sample >= 0 && middle[index - 1]! < 0,
      ).length;
      expect((rising * sampleRate) / middle.length).toBeCloseTo(200, -1);
      const level = Math.sqrt(middle.reduce((sum, sample) => sum + sample * sample, 0) / middle.length);
      expect(level).toBeGreaterThan(0.67);
      expect(level).toBeLessThan(0.72);
    },
  );

  it.each([0, 1, 300, 705])('copes with %d samples', (length) => {
    const output = stretchTime(new Float32Array(length).fill(0.5), 0.5, options);
    expect(output.length).toBe(2 * length);
    expect(output.every((sample) => sample >= 0 && sample <= 0.5)).toBe(true);
  });
});
