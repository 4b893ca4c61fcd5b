import { createNormalNoise, type Noise } from './noise.ts';
import { toHarmonics } from './harmonics.ts';
import { HARMONICS, STEP_SAMPLES, type SourceWeights } from './source-weights.ts';
import { toSpectrum } from './transform.ts';

const SINE_AMPLITUDE = 0.1;
const VOICED_NOISE = 0.003;
const UNVOICED_NOISE = SINE_AMPLITUDE / 3;
/** Above this the voice sounds, in hertz. */
const VOICED_HERTZ = 10;

/** Turns F0 curves into what excites the generator. */
export interface HarmonicSource {
  /**
   * F0 [steps] in hertz → magnitudes and phases [22][60 · steps + 1]. The noise comes from `noise`: a seed, or a
   * function of unit deviation for each of the nine harmonics' mix.
   */
  excite(f0: Float32Array, noise: number | Noise): Float32Array<ArrayBuffer>;
}

/** Makes the source; its phases are wrapped and in double precision, so long texts stay in tune. */
export function createHarmonicSource(weights: SourceWeights): HarmonicSource {
  return { excite: (f0, noise) => toSpectrum(toExcitation(weights, f0, noise), weights) };
}

/** The excitation itself, F0 [steps] → samples [300 · steps] within [-1, 1]. */
export function toExcitation(
  weights: SourceWeights,
  f0: Float32Array,
  noise: number | Noise,
): Float32Array<ArrayBuffer> {
  const harmonics = toHarmonics(f0, weights.mix);
  const hiss = toNoise(weights, noise);
  const samples = new Float32Array(harmonics.length);
  for (let step = 0; step < f0.length; step += 1) {
    const isVoiced = (f0[step] ?? 0) > VOICED_HERTZ;
    const level = isVoiced ? VOICED_NOISE : UNVOICED_NOISE;
    const end = (step + 1) * STEP_SAMPLES;
    for (let index = step * STEP_SAMPLES; index < end; index += 1) {
      const sines = SINE_AMPLITUDE * (harmonics[index] ?? 0);
      const voice = isVoiced ? sines : 0;
      samples[index] = Math.tanh(voice + level * hiss(index, sines) + weights.bias);
    }
  }
  return samples;
}

function toNoise({ mix, hasNoise }: SourceWeights, noise: number | Noise): Noise {
  if (!hasNoise) return () => 0;
  return typeof noise === 'number' ? createNormalNoise(noise, toLength(mix)) : noise;
}

function toLength(mix: Float32Array): number {
  return Math.hypot(...mix.subarray(0, HARMONICS));
}
