import { SAMPLE_RATE } from './ports.ts';
import type { Segment } from './ports.ts';

/** How much silence stays at the ends of a segment, in seconds at speed 1. Silence is only ever cut, never added. */
export interface JoinRule {
  /** Samples of at most this magnitude are silence. */
  readonly silenceLevel: number;
  /** Before the first sound. */
  readonly leadSeconds: number;
  /** Behind the last sound, by what the segment ends with. */
  readonly pauseSeconds: {
    readonly line: number;
    readonly sentence: number;
    readonly clause: number;
    readonly word: number;
  };
  /** Left at each end at any speed. */
  readonly leastSeconds: number;
}

/** Cuts only what is under -60 dBFS and longer than the pause that a reader would make there. */
export const DEFAULT_JOIN_RULE: JoinRule = {
  silenceLevel: 0.001,
  leadSeconds: 0.06,
  pauseSeconds: { line: 0.6, sentence: 0.36, clause: 0.2, word: 0.06 },
  leastSeconds: 0.05,
};

/** The samples of a segment that are kept, half open. */
export interface KeptRange {
  readonly start: number;
  readonly end: number;
}

/** Finds what to keep of a segment's sound, so that it joins its neighbours with a natural pause. All of it, if it is silent. */
export function findKeptRange(
  samples: Float32Array,
  segment: Segment,
  { rule, speed }: { readonly rule: JoinRule; readonly speed: number },
): KeptRange {
  const isSound = (sample: number): boolean => Math.abs(sample) > rule.silenceLevel;
  const first = samples.findIndex(isSound);
  if (first < 0) return { start: 0, end: samples.length };
  const last = samples.findLastIndex(isSound);
  const toSamples = (seconds: number): number =>
    Math.ceil(Math.max(seconds / speed, rule.leastSeconds) * SAMPLE_RATE);
  return {
    start: Math.max(0, first - toSamples(rule.leadSeconds)),
    end: Math.min(samples.length, last + 1 + toSamples(rule.pauseSeconds[classifyEnd(segment)])),
  };
}

function classifyEnd({ text, phonemes }: Segment): keyof JoinRule['pauseSeconds'] {
  if (/[\n\r\u0085\u2028\u2029]\s*$/u.test(text.slice(-16))) return 'line';
  const end = (phonemes === '' ? text.trimEnd() : phonemes).slice(-4);
  if (/[.!?…。！？।؟][\p{P}"]*$/u.test(end)) return 'sentence';
  return /[,;:—，；：、،-][\p{P}"]*$/u.test(end) ? 'clause' : 'word';
}
