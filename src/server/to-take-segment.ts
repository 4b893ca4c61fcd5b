import type { SpokenSegment } from '../contract/segment.ts';
import { SAMPLE_RATE } from '../contract/audio.ts';
import { toPeaks } from '../text/timing/peaks.ts';
import type { TakeSegment } from '../wire/server.protocol.ts';

/** Converts a spoken segment to what a page shows of it: everything except the samples. */
export function toTakeSegment(take: string, spoken: SpokenSegment): TakeSegment {
  const { segment, samples, engine, startSeconds, words, runSeconds = null } = spoken;
  const { index, start, end } = segment;
  const durationSeconds = samples.length / SAMPLE_RATE;
  const range = { index, start, end, startSeconds, durationSeconds };
  return { take, ...range, engine, words, runSeconds, peaks: toPeaks(samples) };
}
