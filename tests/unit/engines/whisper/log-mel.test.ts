import { describe, expect, it } from 'vitest';
// The build for the web: the one for Node wants a library for images.
import { mel_filter_bank } from '../../../../node_modules/@huggingface/transformers/dist/transformers.web.js';
import { LogMel, WINDOW_FRAMES } from '../../../../src/engines/whisper/mel/log-mel.ts';

const RATE = 16_000;
const SIZE = 400;
const HOP = 160;
const BINS = SIZE / 2 + 1;

const filters = mel_filter_bank(BINS, 80, 0, RATE / 2, RATE, 'slaney', 'slaney');

/** Tones, a step in level and noise, from a fixed seed. */
function toSound(seconds: number): Float32Array {
  let state = 7;
  return Float32Array.from({ length: seconds * RATE }, (_, index) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    const level = index % 32_000 < 16_000 ? 0.3 : 0.01;
    return level * (Math.sin(index * 0.11) + Math.sin(index * 0.9)) + (state / 0x7fffffff - 0.5) * 0.002;
  });
}

/** The energies of one frame by the definition: a Hann window, a Fourier transform term by term, the filters. */
function toEnergies(sound: Float32Array, frame: number): number[] {
  const windowed = Array.from({ length: SIZE }, (_, index) => {
    const sample = sound[Math.abs(frame * HOP - SIZE / 2 + index)] ?? 0;
    return sample * (0.5 - 0.5 * Math.cos((2 * Math.PI * index) / SIZE));
  });
  const powers = Array.from({ length: BINS }, (_, bin) => {
    let [real, imaginary] = [0, 0];
    windowed.forEach((sample, index) => {
      real += sample * Math.cos((2 * Math.PI * bin * index) / SIZE);
      imaginary -= sample * Math.sin((2 * Math.PI * bin * index) / SIZE);
    });
    return real * real + imaginary * imaginary;
  });
  return filters.map((filter) => filter.reduce((sum, weight, bin) => sum + weight * powers[bin]!, 0));
}

describe('what Whisper hears', () => {
  it('is the logarithm of the mel energies, with the filters of transformers.js', () => {
    const sound = toSound(5);
    const features = new LogMel(80).compute(sound);
    const at = (row: number, frame: number): number => features[row * WINDOW_FRAMES + frame]!;
    const loudest = Math.max(...features) * 4 - 4;
    for (const frame of [0, 1, 2, 77, 250, 499, 500, 501]) {
      toEnergies(sound, frame).forEach((energy, row) => {
        const value = (Math.max(Math.log10(Math.max(1e-10, energy)), loudest - 8) + 4) / 4;
        expect(Math.abs(at(row, frame) - value)).toBeLessThan(1e-4);
      });
    }
  });

  it('is silence behind the sound, at the lowest value', () => {
    const features = new LogMel(80).compute(toSound(1));
    const lowest = Math.min(...features);
    expect(features).toHaveLength(80 * 3_000);
    expect(features.slice(110, 3_000).every((value) => value === lowest)).toBe(true);
    expect(Math.max(...features) - lowest).toBeCloseTo(2, 5);
  });
});
