import type { Segment } from '../contract/segment.ts';
import { SAMPLE_RATE } from '../contract/audio.ts';
import type { SampleRange } from './find-silence.ts';
/** How a segment ends: with a line, with one of the signs that make a pause, or within a clause. */
export type SegmentEnd = 'line' | 'sentence' | 'question' | 'colon' | 'comma' | 'word';

/** How much silence stays at the ends of a segment, in seconds at speed 1. Silence is only ever cut, never added. */
export interface JoinRule {
  /** Samples of at most this magnitude belong to a pause: a reader's breath and the room may be in it. */
  readonly pauseLevel: number;
  /** Samples that are louder than this are never cut, nor what is close to them. */
  readonly silenceLevel: number;
  /** The pause before the first sound. */
  readonly leadSeconds: number;
  /** The pause from one segment's last sound to the next one's first, by how the former ends. */
  readonly pauseSeconds: Readonly<Record<SegmentEnd, number>>;
  /** Of a pause, left at each end at any speed. */
  readonly leastSeconds: number;
}

/** The pauses that Kokoro makes within a segment; see `docs/decisions/0011-segments-and-joins.md`. */
export const DEFAULT_JOIN_RULE: JoinRule = {
  pauseLevel: 0.01,
  silenceLevel: 0.001,
  leadSeconds: 0.06,
  pauseSeconds: { line: 0.66, sentence: 0.42, question: 0.25, colon: 0.25, comma: 0.18, word: 0.12 },
  leastSeconds: 0.05,
};

/** What is close to sound: 10 ms. */
const MARGIN_SAMPLES = 0.01 * SAMPLE_RATE;

/** Finds what to keep of a segment's sound, so that it joins its neighbours with a natural pause. All of it, if it is silent. */
export function findKeptRange(
  samples: Float32Array,
  segment: Segment,
  { rule, speed }: { readonly rule: JoinRule; readonly speed: number },
): SampleRange {
  const sound = findSound(samples, rule.silenceLevel);
  if (sound === null) return { start: 0, end: samples.length };
  const voice = findSound(samples, rule.pauseLevel) ?? sound;
  const toSamples = (seconds: number): number =>
    Math.ceil(Math.max(seconds / speed, rule.leastSeconds) * SAMPLE_RATE);
  const tailSeconds = rule.pauseSeconds[classifyEnd(segment)] - rule.leadSeconds;
  return {
    start: Math.max(0, Math.min(voice.start - toSamples(rule.leadSeconds), sound.start - MARGIN_SAMPLES)),
    end: Math.min(samples.length, Math.max(voice.end + toSamples(tailSeconds), sound.end + MARGIN_SAMPLES)),
  };
}

/** The samples from the first to the last that is louder than a level. */
function findSound(samples: Float32Array, level: number): SampleRange | null {
  const isSound = (sample: number): boolean => Math.abs(sample) > level;
  const start = samples.findIndex(isSound);
  return start < 0 ? null : { start, end: samples.findLastIndex(isSound) + 1 };
}

function classifyEnd({ text, phonemes }: Segment): SegmentEnd {
  if (/[\n\r\u0085\u2028\u2029]\s*$/u.test(text.slice(-16))) return 'line';
  const end = (phonemes === '' ? text.trimEnd() : phonemes).slice(-4);
  if (/[?？؟][\p{P}"]*$/u.test(end)) return 'question';
  if (/[.!…。！।][\p{P}"]*$/u.test(end)) return 'sentence';
  if (/[;:—；：-][\p{P}"]*$/u.test(end)) return 'colon';
  return /[,，、،][\p{P}"]*$/u.test(end) ? 'comma' : 'word';
}
