import type { WordTime } from '../../contract/segment.ts';
import type { TextSlice } from '../sentences/slice.ts';
import { PEAKS_PER_SECOND } from './peaks.ts';

/** A spoken segment as far as times go; a `TakeSegment` is one. */
export interface TimedSegment extends TextSlice {
  readonly startSeconds: number;
  readonly durationSeconds: number;
  /** Empty where the engine gives no durations. */
  readonly words: readonly WordTime[];
  /** Largest magnitude in each 20 ms. */
  readonly peaks: Float32Array;
}

/** A pause between sentences is about this far from where the share of the text would have it. */
const SEARCH_SECONDS = 0.8;

/** Shorter silence is within a word. */
const PAUSE_SECONDS = 0.1;

const QUIET = 0.02;

/**
 * Computes when each sentence of a text is heard, as far as segments were spoken; each ends where the next begins. Where
 * words have no times, its share of the segment's text gives an estimate, and the pause nearest to that is taken.
 */
export function toSentenceTimes(
  sentences: readonly TextSlice[],
  segments: readonly TimedSegment[],
): WordTime[] {
  const times: WordTime[] = [];
  let index = 0;
  for (const { start, end } of sentences) {
    while (index < segments.length - 1 && start >= (segments[index]?.end ?? 0)) index += 1;
    const segment = segments[index];
    if (segment === undefined || start >= segment.end) break;
    const startSeconds = toStartSeconds(start, segment);
    const previous = times.at(-1);
    if (previous !== undefined) times.splice(-1, 1, { ...previous, endSeconds: startSeconds });
    times.push({ start, end, startSeconds, endSeconds: toEndSeconds(segments) });
  }
  return times;
}

/** Gives the times of words, estimated by their share of a sentence where the engine reported none. */
export function toWordTimesOrEstimates(
  text: string,
  sentences: readonly WordTime[],
  segments: readonly TimedSegment[],
): WordTime[] {
  // A segment without any sound is a pause, which has no words.
  const untimed = segments.filter(({ words, peaks }) => words.length === 0 && peaks.some((peak) => peak > 0));
  const estimates = sentences
    .filter(({ start }) => untimed.some((segment) => start >= segment.start && start < segment.end))
    .flatMap((sentence) => estimateWords(text, sentence));
  return [...segments.flatMap(({ words }) => words), ...estimates].toSorted(
    (one, other) => one.start - other.start,
  );
}

/** Finds what is heard at a time in a list without overlaps; undefined between and outside. */
export function findHeard(times: readonly WordTime[], seconds: number): WordTime | undefined {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle]?.startSeconds ?? 0) <= seconds) low = middle + 1;
    else high = middle;
  }
  const found = times[low - 1];
  return found !== undefined && seconds < found.endSeconds ? found : undefined;
}

function toEndSeconds(segments: readonly TimedSegment[]): number {
  const last = segments.at(-1);
  return last === undefined ? 0 : last.startSeconds + last.durationSeconds;
}

function toStartSeconds(offset: number, segment: TimedSegment): number {
  const { start, end, startSeconds, durationSeconds, words } = segment;
  if (offset <= start) return startSeconds;
  if (words.length > 0) {
    const word = words.find((candidate) => candidate.start >= offset);
    return word?.startSeconds ?? startSeconds + durationSeconds;
  }
  const seconds = (durationSeconds * (offset - start)) / (end - start);
  return startSeconds + (findPauseEnd(segment.peaks, seconds) ?? seconds);
}

/** Finds where the sound goes on after the pause that ends nearest to `seconds`. */
function findPauseEnd(peaks: Float32Array, seconds: number): number | undefined {
  const first = Math.max(0, Math.round((seconds - SEARCH_SECONDS) * PEAKS_PER_SECOND));
  const last = Math.min(peaks.length - 1, Math.round((seconds + SEARCH_SECONDS) * PEAKS_PER_SECOND));
  let best: number | undefined;
  let quietCount = 0;
  for (let index = first; index <= last; index += 1) {
    if ((peaks[index] ?? 0) < QUIET) {
      quietCount += 1;
      continue;
    }
    const end = index / PEAKS_PER_SECOND;
    const isPause = quietCount / PEAKS_PER_SECOND >= PAUSE_SECONDS;
    if (isPause && (best === undefined || Math.abs(end - seconds) < Math.abs(best - seconds))) best = end;
    quietCount = 0;
  }
  return best;
}

function estimateWords(text: string, { start, end, startSeconds, endSeconds }: WordTime): WordTime[] {
  const secondsPerUnit = (endSeconds - startSeconds) / Math.max(1, end - start);
  const toSeconds = (offset: number): number => startSeconds + (offset - start) * secondsPerUnit;
  // Runs that have no spaces, as in Chinese, are cut so that a line can end within them.
  return [...text.slice(start, end).matchAll(/[\p{L}\p{M}\p{N}'’]{1,12}/gu)].map(({ index, 0: word }) => ({
    start: start + index,
    end: start + index + word.length,
    startSeconds: toSeconds(start + index),
    endSeconds: toSeconds(start + index + word.length),
  }));
}
