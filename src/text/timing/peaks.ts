import { SAMPLE_RATE } from '../../contract/audio.ts';

/** Peaks that `toPeaks` returns for each second of sound. */
export const PEAKS_PER_SECOND = 50;

const PEAK_SAMPLES = SAMPLE_RATE / PEAKS_PER_SECOND;

/** The largest magnitude in each 20 ms, at most 1. */
export function toPeaks(samples: Float32Array): Float32Array<ArrayBuffer> {
  const peaks = new Float32Array(Math.ceil(samples.length / PEAK_SAMPLES));
  for (let index = 0; index < samples.length; index += 1) {
    const slot = Math.floor(index / PEAK_SAMPLES);
    peaks[slot] = Math.min(1, Math.max(peaks[slot] ?? 0, Math.abs(samples[index] ?? 0)));
  }
  return peaks;
}
