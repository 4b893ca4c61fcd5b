import { describe, expect, it } from 'vitest';
import { centre, chooseFrames } from '../../../../src/engines/speakers/choose-frames.ts';
import { BAND_COUNT, toFbank } from '../../../../src/engines/speakers/fbank/to-fbank.ts';
import { toSpeakerBits } from '../../../../src/engines/speakers/speaker-session.ts';
import reference from './fbank.json' with { type: 'json' };

/** Tones and a sweep, off the middle. */
function createSound(length: number): Float32Array<ArrayBuffer> {
  return Float32Array.from(
    { length },
    (_, index) =>
      0.3 * Math.sin(index * 0.11) +
      0.05 * Math.sin(index * 0.9) +
      0.01 * Math.sin(index * index * 1e-5) +
      0.02,
  );
}

describe("Kaldi's filter bank", () => {
  const features = toFbank(createSound(16_000));

  /** Computed with NumPy from the definition, as WeSpeaker's and transformers.js's extractors have it. */
  it.each(reference)('is, in frame %d and band %d, what the definition says', (frame, band, value) => {
    expect(Math.abs(features[frame * BAND_COUNT + band]! - value)).toBeLessThan(1e-3);
  });

  it('has a mean of zero in each band once it is centred', () => {
    const centred = centre(features);
    for (const band of [0, 40, 79]) {
      const values = centred.filter((_, index) => index % BAND_COUNT === band);
      expect(Math.abs(values.reduce((sum, value) => sum + value, 0) / values.length)).toBeLessThan(1e-4);
    }
  });

  it('has no frame of a sound that is shorter than one', () => {
    expect(toFbank(createSound(399))).toHaveLength(0);
    expect(toFbank(createSound(400))).toHaveLength(BAND_COUNT);
  });
});

describe('the classes of the segmentation', () => {
  it('stand for nobody, one speaker or two', () => {
    const logits = Float32Array.from({ length: 49 }, (_, index) => (index % 8 === 0 ? 1 : 0));
    expect([...toSpeakerBits(logits)]).toEqual([0b000, 0b001, 0b010, 0b100, 0b011, 0b101, 0b110]);
  });

  it('choose the frames in which a speaker is alone', () => {
    const features = Float32Array.from({ length: 8 * BAND_COUNT }, (_, index) =>
      Math.floor(index / BAND_COUNT),
    );
    const chosen = chooseFrames(features, Uint8Array.of(0b001, 0b011, 0b010, 0b001), 0);
    expect([...new Set(chosen)]).toEqual([0, 1, 6, 7]);
  });
});
