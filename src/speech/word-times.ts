import type { Segment, WordTime } from '../contract/segment.ts';
import type { WordOnset } from '../contract/synthesis.ts';
import { FRAME_SAMPLES, SAMPLE_RATE } from '../contract/audio.ts';
import { findSilence, type SampleRange } from './find-silence.ts';

interface WordTimesOptions {
  /** The whole sound that the engine made. */
  readonly samples: Float32Array;
  /** Frames per token, the padding included; see `SynthesisResult`. */
  readonly durations: Int32Array | null;
  /** Where words begin; see `SynthesisResult`. Used where there are no durations. */
  readonly onsets?: readonly WordOnset[];
  /** Where in the answer the sound of the segment begins. */
  readonly startSeconds: number;
  /** The samples that are kept. */
  readonly kept: SampleRange;
}

/** Samples of at most this magnitude are a pause: -44 dBFS. */
const PAUSE_LEVEL = 0.006;

/** Shorter silence is the closure of a consonant. */
const LEAST_PAUSE_SAMPLES = 0.06 * SAMPLE_RATE;

/** A consonant that is let go late, or a click of the tongue: 40 ms. */
const MOST_CLICK_SAMPLES = 0.04 * SAMPLE_RATE;

/** A reader's breath, and the creak before a vowel, are no louder: -34 dBFS. */
const BREATH_LEVEL = 0.02;

/** Between a breath and a word; a soft consonant touches what follows it: 25 ms. */
const LEAST_GAP_SAMPLES = 0.025 * SAMPLE_RATE;

/** How far the durations may be from where a pause is heard. */
const SEARCH_SAMPLES = 3 * FRAME_SAMPLES;

/**
 * Finds when each word of a segment is heard, in seconds from the start of the answer and within the segment's sound.
 * Words follow the durations, or the onsets where there are none. These are 30 to 80 ms late behind a pause, so there a
 * word begins where its sound does, and before a pause it ends where its sound does.
 */
export function toWordTimes(segment: Segment, options: WordTimesOptions): WordTime[] {
  const { samples, startSeconds, kept, durations } = options;
  const spans = durations === null ? toSpansByOnsets(segment, options) : toSpans(segment, durations);
  const pauses = spans.map((span, index) => findPause(samples, spans[index - 1], span));
  const last = spans.at(-1);
  const closing = last === undefined ? null : findPause(samples, last, undefined);
  let previousSample = kept.start;
  const toSeconds = (sample: number): number => {
    previousSample = Math.max(previousSample, Math.min(sample, kept.end));
    return startSeconds + (previousSample - kept.start) / SAMPLE_RATE;
  };
  return segment.words.map(({ start, end }, index) => {
    const span = spans[index] ?? { start: 0, end: 0 };
    const after = index + 1 < spans.length ? pauses[index + 1] : closing;
    return {
      start,
      end,
      startSeconds: toSeconds(pauses[index]?.end ?? span.start),
      endSeconds: toSeconds(Math.min(after?.start ?? span.end, span.end)),
    };
  });
}

/** The samples of each word as the durations have them. */
function toSpans({ words }: Segment, durations: Int32Array): SampleRange[] {
  // The sample where each token begins: the phoneme at offset i is the token at i + 1, behind the padding.
  const starts = [0];
  for (const frames of durations) starts.push((starts.at(-1) ?? 0) + frames * FRAME_SAMPLES);
  const toSample = (phonemeOffset: number): number => starts[phonemeOffset + 1] ?? starts.at(-1) ?? 0;
  return words.map(({ phonemeStart, phonemeEnd }) => ({
    start: toSample(phonemeStart),
    end: toSample(phonemeEnd),
  }));
}

/** The samples of each word from its onset to the next word's; a word that has none shares the time of its neighbours. */
function toSpansByOnsets(
  { words, read }: Segment,
  { onsets = [], samples }: WordTimesOptions,
): SampleRange[] {
  const starts: number[] = [];
  let next = 0;
  for (const [index, { readStart = 0 }] of words.entries()) {
    const readEnd = words[index + 1]?.readStart ?? read.length;
    while ((onsets[next]?.offset ?? Infinity) < readStart) next += 1;
    const onset = onsets[next];
    starts.push(onset !== undefined && onset.offset < readEnd ? onset.sample : NaN);
  }
  const known = fillGaps(starts, samples.length);
  return known.map((start, index) => ({ start, end: known[index + 1] ?? samples.length }));
}

/** Spreads words without an onset evenly between those that have one. */
function fillGaps(starts: readonly number[], end: number): number[] {
  const known: number[] = [];
  for (const [index, start] of starts.entries()) {
    if (!Number.isNaN(start)) {
      known.push(start);
      continue;
    }
    const before = known.at(-1) ?? 0;
    const ahead = starts.slice(index).findIndex((other) => !Number.isNaN(other));
    const count = ahead < 0 ? starts.length - index : ahead;
    const after = ahead < 0 ? end : (starts[index + ahead] ?? end);
    // The first word of the sound has nothing before it to share with.
    known.push(index === 0 ? 0 : before + (after - before) / (count + 1));
  }
  return known;
}

/** Finds the silence between two words, or at an end of the sound: at most from the middle of one to the middle of the other. */
function findPause(
  samples: Float32Array,
  before: SampleRange | undefined,
  after: SampleRange | undefined,
): SampleRange | null {
  const bounds = {
    start: before === undefined ? 0 : toMiddle(before),
    end: after === undefined ? samples.length : toMiddle(after),
  };
  const range = {
    start: before === undefined ? 0 : before.end - SEARCH_SAMPLES,
    end: after === undefined ? samples.length : after.start + SEARCH_SAMPLES,
  };
  return findSilence(samples, {
    range,
    bounds,
    level: PAUSE_LEVEL,
    leastSamples: LEAST_PAUSE_SAMPLES,
    mostClickSamples: MOST_CLICK_SAMPLES,
    breathLevel: BREATH_LEVEL,
    leastGapSamples: LEAST_GAP_SAMPLES,
  });
}

function toMiddle({ start, end }: SampleRange): number {
  return Math.floor((start + end) / 2);
}
