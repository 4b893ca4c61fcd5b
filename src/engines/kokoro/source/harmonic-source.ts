import { toHarmonics } from './harmonics.ts';
import { HARMONICS, type SourceWeights, STEP_SAMPLES } from './source-weights.ts';

const SINE_AMPLITUDE = 0.1;
const VOICED_NOISE = 0.003;
const UNVOICED_NOISE = SINE_AMPLITUDE / 3;
/** Above this the voice sounds, in hertz. */
const VOICED_HERTZ = 10;

/**
 * Turns F0 into what excites the generator: F0 [steps] in hertz → samples [300 · steps] within [-1, 1]. The noise comes
 * from `noise`: a seed, or a function of unit deviation for each of the nine harmonics' mix. Phases are wrapped and in
 * double precision, so long texts stay in tune.
 */
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

/** Gives the noise of one sample, from its index and from what the harmonics would give there at full voice. */
type Noise = (sampleIndex: number, harmonics: number) => number;

/**
 * Makes normal noise of this deviation from a seed; the same seed gives the same noise. Nine independent noises, mixed
 * with the weights w, are one noise of the deviation ‖w‖, so one is enough.
 */
function createNormalNoise(seed: number, deviation: number): Noise {
  const random = createRandom(seed);
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    // Box and Muller's way from two uniform numbers to two normal ones.
    const radius = deviation * Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

/** Uniform numbers in [0, 1), by a counter that is scrambled (splitmix32). */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let bits = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
    return ((bits ^ (bits >>> 15)) >>> 0) / 2 ** 32;
  };
}
