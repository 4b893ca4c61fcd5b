import type { SpeechRequest } from './request.ts';
import type { EngineId } from './engine-status.ts';

/** Where a word's phonemes come from: a word list with its rules, eSpeak NG, the text itself, or the user's own list. */
export type PhonemeSource = 'dictionary' | 'espeak' | 'inline' | 'user';

/** A word of the text and the phonemes that speak it; both ranges are half open. */
export interface WordSpan {
  /** UTF-16 offsets in the text that was phonemised. */
  readonly start: number;
  readonly end: number;
  /** Offsets, in code points, in the phoneme string. */
  readonly phonemeStart: number;
  readonly phonemeEnd: number;
  /** Where the word begins in what is read, for an engine that takes text; UTF-16. */
  readonly readStart?: number;
  /** What is said for the word, e.g. "five dollars" for `$5`; absent where a phonemizer was given other words. */
  readonly spoken?: string;
  /** Absent where a phonemizer has but one source. */
  readonly source?: PhonemeSource;
}

/** A text in Kokoro's phonemes, with punctuation kept. */
export interface Phonemes {
  readonly phonemes: string;
  readonly words: readonly WordSpan[];
}

/** A stretch of the text that is synthesised in one run. */
export interface Segment {
  /** Counts from 0 in the order of speaking. */
  readonly index: number;
  /** The slice of the request's text that this segment speaks. */
  readonly text: string;
  /** UTF-16 offsets of `text` in the request's text, half open. */
  readonly start: number;
  readonly end: number;
  /** `text` as it is read: numbers and signs as words, nothing that is silent. */
  readonly read: string;
  /** Silence before and behind it, in seconds, at any speed. */
  readonly pauseBeforeSeconds?: number;
  readonly pauseAfterSeconds?: number;
  readonly phonemes: string;
  /** Kokoro's input ids, the padding zero at both ends included: at most 512. */
  readonly tokenIds: readonly number[];
  /** Word ranges, offsets counted from the start of the request's text. */
  readonly words: readonly WordSpan[];
}

/** When a word is heard. */
export interface WordTime {
  readonly start: number;
  readonly end: number;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** One segment, spoken. Times count from the start of the whole answer. */
export interface SpokenSegment {
  readonly segment: Segment;
  readonly samples: Float32Array<ArrayBuffer>;
  readonly engine: EngineId;
  readonly startSeconds: number;
  /** Empty where the engine gives no durations. */
  readonly words: readonly WordTime[];
}

/** Speaks a whole request. Reading drives it: at most one segment is made ahead of the reader. */
export type Speak = (request: SpeechRequest, signal: AbortSignal) => AsyncIterable<SpokenSegment>;
