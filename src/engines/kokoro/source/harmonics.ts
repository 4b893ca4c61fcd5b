import { SAMPLE_RATE } from '../../../contract/audio.ts';
import { HARMONICS, STEP_SAMPLES } from './source-weights.ts';

/**
 * Sums sines of F0 and its multiples, F0 [steps] in hertz → samples [300 · steps]. As in the model, each harmonic's
 * cycles are counted at the end of every step and lie on straight lines between the middles of neighbouring steps; they
 * stand still before the first middle and behind the last.
 */
export function toHarmonics(f0: Float32Array, mix: Float32Array): Float64Array {
  const samples = new Float64Array(f0.length * STEP_SAMPLES);
  for (let harmonic = 1; harmonic <= HARMONICS; harmonic += 1) {
    addHarmonic(samples, f0, { multiple: harmonic, amplitude: mix[harmonic - 1] ?? 0 });
  }
  return samples;
}

function addHarmonic(
  samples: Float64Array,
  f0: Float32Array,
  { multiple, amplitude }: { readonly multiple: number; readonly amplitude: number },
): void {
  const half = STEP_SAMPLES / 2;
  const cyclesPerSample = (step: number): number => {
    const cycles = ((f0[step] ?? 0) * multiple) / SAMPLE_RATE;
    return cycles - Math.floor(cycles);
  };
  // Only the fraction of the count matters, so the count never grows large.
  let cycles = wrap(cyclesPerSample(0) * STEP_SAMPLES);
  addStill(samples, { start: 0, end: half, cycles, amplitude });
  for (let step = 1; step < f0.length; step += 1) {
    const slope = cyclesPerSample(step);
    const start = step * STEP_SAMPLES - half;
    addTurning(samples, { start, cycles, slope, amplitude });
    cycles = wrap(cycles + slope * STEP_SAMPLES);
  }
  addStill(samples, { start: samples.length - half, end: samples.length, cycles, amplitude });
}

function wrap(cycles: number): number {
  return cycles - Math.floor(cycles);
}

interface Stretch {
  readonly start: number;
  readonly cycles: number;
  readonly amplitude: number;
}

function addStill(
  samples: Float64Array,
  { start, end, cycles, amplitude }: Stretch & { readonly end: number },
): void {
  const value = amplitude * Math.sin(2 * Math.PI * cycles);
  for (let index = start; index < end; index += 1) samples[index] = (samples[index] ?? 0) + value;
}

/** Adds one step of a steady sine: a pointer that is turned by the same angle for each sample. */
function addTurning(
  samples: Float64Array,
  { start, cycles, slope, amplitude }: Stretch & { readonly slope: number },
): void {
  const turn = 2 * Math.PI * slope;
  const cosTurn = Math.cos(turn);
  const sinTurn = Math.sin(turn);
  // The first sample lies half a sample behind the middle of the step before.
  const angle = 2 * Math.PI * cycles + turn / 2;
  let cos = amplitude * Math.cos(angle);
  let sin = amplitude * Math.sin(angle);
  for (let index = start; index < start + STEP_SAMPLES; index += 1) {
    samples[index] = (samples[index] ?? 0) + sin;
    const next = cos * cosTurn - sin * sinTurn;
    sin = sin * cosTurn + cos * sinTurn;
    cos = next;
  }
}
