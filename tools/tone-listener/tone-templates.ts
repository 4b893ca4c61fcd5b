import { LogMel } from '../../src/engines/whisper/mel/log-mel.ts';
import { FRAME_COUNT, MEL_COUNT, PHONEME_COUNT } from './layout.ts';

const RATE = 16_000;
const SAMPLES = 1600;
const FRAME = 5;

/** What each phoneme's steady tone looks like to the encoder. */
export interface ToneTemplates {
  /** Amplitudes of the mel bins, each column of length one: 80 x 178. Silent phonemes have zeros. */
  readonly shapes: Float32Array;
  /** The length of each column before, for a sine of amplitude one. */
  readonly norms: Float32Array;
}

/** Computes the templates with the feature extractor that the recogniser has. */
export function createToneTemplates(): ToneTemplates {
  const mel = new LogMel(MEL_COUNT);
  const shapes = new Float32Array(MEL_COUNT * PHONEME_COUNT);
  const norms = new Float32Array(PHONEME_COUNT).fill(1);
  for (let id = 0; id < PHONEME_COUNT; id += 1) {
    if (id === 0 || id === 16) continue;
    const radians = (2 * Math.PI * (200 + 40 * id)) / RATE;
    const features = mel.compute(
      Float32Array.from({ length: SAMPLES }, (_, index) => Math.sin(radians * index)),
    );
    const amplitudes = Array.from({ length: MEL_COUNT }, (_, bin) =>
      Math.sqrt(10 ** (4 * (features[bin * FRAME_COUNT + FRAME] ?? 0) - 4)),
    );
    const norm = Math.hypot(...amplitudes);
    norms[id] = norm;
    amplitudes.forEach((amplitude, bin) => {
      shapes[bin * PHONEME_COUNT + id] = amplitude / norm;
    });
  }
  return { shapes, norms };
}
