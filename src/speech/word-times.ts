import { FRAME_SAMPLES, SAMPLE_RATE } from './ports.ts';
import type { Segment, WordTime } from './ports.ts';

export interface WordTimesOptions {
  /** Frames per token, the padding included; see `SynthesisResult`. */
  readonly durations: Int32Array;
  /** Where in the answer the sound of the segment begins. */
  readonly startSeconds: number;
  /** Samples that were cut off the beginning. */
  readonly trimmedSamples: number;
  /** Samples that were kept. */
  readonly sampleCount: number;
}

/** Tells when each word of a segment is heard, in seconds from the start of the answer and within the segment's sound. */
export function toWordTimes(segment: Segment, options: WordTimesOptions): WordTime[] {
  const { durations, startSeconds, trimmedSamples, sampleCount } = options;
  // The sample where each token begins: the phoneme at offset i is the token at i + 1, behind the padding.
  const starts = [0];
  for (const frames of durations) starts.push((starts.at(-1) ?? 0) + frames * FRAME_SAMPLES);
  const toSeconds = (phonemeOffset: number): number => {
    const sample = (starts[phonemeOffset + 1] ?? starts.at(-1) ?? 0) - trimmedSamples;
    return startSeconds + Math.max(0, Math.min(sample, sampleCount)) / SAMPLE_RATE;
  };
  return segment.words.map(({ start, end, phonemeStart, phonemeEnd }) => ({
    start,
    end,
    startSeconds: toSeconds(phonemeStart),
    endSeconds: toSeconds(phonemeEnd),
  }));
}
