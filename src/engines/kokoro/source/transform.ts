import type { SourceTransform } from './source-weights.ts';

const WINDOW = 20;
const HOP = 5;
const BINS = 11;
/** The least magnitude, squared, that the model lets through. */
const LEAST_POWER = 1e-14;

/** Samples [5 · n] → magnitudes and phases [22][n + 1]. */
export function toSpectrum(
  samples: Float32Array,
  { real, imaginary, straightPhase, isMirrored }: SourceTransform,
): Float32Array<ArrayBuffer> {
  const padded = padSignal(samples, isMirrored);
  const count = samples.length / HOP + 1;
  const spectrum = new Float32Array(2 * BINS * count);
  const cosines = Float64Array.from(real);
  const sines = Float64Array.from(imaginary);
  for (let bin = 0; bin < BINS; bin += 1) {
    const wave = bin * WINDOW;
    for (let frame = 0; frame < count; frame += 1) {
      const start = frame * HOP;
      let x = 0;
      let y = 0;
      for (let index = 0; index < WINDOW; index += 1) {
        const sample = padded[start + index] ?? 0;
        x += sample * (cosines[wave + index] ?? 0);
        y += sample * (sines[wave + index] ?? 0);
      }
      spectrum[bin * count + frame] = Math.sqrt(x * x + y * y + LEAST_POWER);
      spectrum[(bin + BINS) * count + frame] = y === 0 && x < 0 ? straightPhase : Math.atan2(y, x);
    }
  }
  return spectrum;
}

/** Lengthens a signal by half a window at each end: mirrored there, or held on. */
export function padSignal(samples: Float32Array, isMirrored: boolean): Float32Array {
  const margin = WINDOW / 2;
  const padded = new Float32Array(samples.length + 2 * margin);
  padded.set(samples, margin);
  for (let distance = 1; distance <= margin; distance += 1) {
    const depth = isMirrored ? distance : 0;
    padded[margin - distance] = samples[depth] ?? 0;
    padded[margin + samples.length - 1 + distance] = samples[samples.length - 1 - depth] ?? 0;
  }
  return padded;
}
