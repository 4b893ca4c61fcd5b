import { describe, expect, it } from 'vitest';
import { LogMel, WINDOW_FRAMES } from '../../../../src/engines/whisper/mel/log-mel.ts';
import reference from './log-mel.json' with { type: 'json' };

/** Two seconds of tones and a sweep. */
const sound = Float32Array.from(
  { length: 32_000 },
  (_, index) =>
    0.3 * Math.sin(index * 0.11) + 0.05 * Math.sin(index * 0.9) + 0.01 * Math.sin(index * index * 1e-5),
);

describe('what Whisper hears', () => {
  const features = new LogMel(80).compute(sound);

  it('is 80 x 3000 values', () => {
    expect(features).toHaveLength(80 * 3_000);
  });

  /** Computed with NumPy from the definition: reflected edges, Hann window, Fourier transform, Slaney's filters. */
  it.each(reference)('is, in row %d and frame %d, what the definition says', (row, frame, value) => {
    expect(Math.abs(features[row * WINDOW_FRAMES + frame]! - value)).toBeLessThan(1e-4);
  });

  it('is silence behind the sound, at the lowest value', () => {
    const lowest = features.reduce((one, other) => Math.min(one, other));
    expect(features.slice(210, 3_000).every((value) => value === lowest)).toBe(true);
    expect(features.reduce((one, other) => Math.max(one, other)) - lowest).toBeCloseTo(2, 5);
  });
});
