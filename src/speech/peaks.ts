import { SAMPLE_RATE } from '../contract/audio.ts';
/** Samples that share one peak: 20 ms. */
export const PEAK_SAMPLES = SAMPLE_RATE / 50;

/** Finds the largest magnitude in each 20 ms, for drawing; the last stretch may be shorter. */
export function toPeaks(samples: Float32Array): Float32Array<ArrayBuffer> {
  const peaks = new Float32Array(Math.ceil(samples.length / PEAK_SAMPLES));
  for (let i = 0; i < samples.length; i++) {
    const index = Math.floor(i / PEAK_SAMPLES);
    peaks[index] = Math.max(peaks[index] ?? 0, Math.abs(samples[i] ?? 0));
  }
  return peaks;
}
