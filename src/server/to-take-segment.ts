import type { SpokenSegment } from '../contract/segment.ts';
import { SAMPLE_RATE } from '../contract/audio.ts';
import type { TakeSegment } from '../wire/server.protocol.ts';

/** 20 ms. */
const PEAK_SAMPLES = 480;

/** Converts a spoken segment to what a page shows of it: everything except the samples. */
export function toTakeSegment(take: string, spoken: SpokenSegment): TakeSegment {
  const { segment, samples, engine, startSeconds, words, runSeconds = null } = spoken;
  const { index, start, end } = segment;
  const durationSeconds = samples.length / SAMPLE_RATE;
  const range = { index, start, end, startSeconds, durationSeconds };
  return { take, ...range, engine, words, runSeconds, peaks: toPeaks(samples) };
}

/** The largest magnitude in each 20 ms, at most 1. */
export function toPeaks(samples: Float32Array): Float32Array<ArrayBuffer> {
  const peaks = new Float32Array(Math.ceil(samples.length / PEAK_SAMPLES));
  for (let index = 0; index < samples.length; index += 1) {
    const slot = Math.floor(index / PEAK_SAMPLES);
    peaks[slot] = Math.min(1, Math.max(peaks[slot] ?? 0, Math.abs(samples[index] ?? 0)));
  }
  return peaks;
}
