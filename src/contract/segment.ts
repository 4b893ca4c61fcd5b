import type { SpeechRequest } from './request.ts';
import type { EngineId } from './engine-status.ts';
import type { Run, Script } from './script.ts';
import type { SpeechCourse, VoiceGains } from './speech-course.ts';

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

/** What is made at once of a script: speech, or a pause. */
export interface Segment {
  /** Counts from 0 in the order of speaking. */
  readonly index: number;
  /** The slice of the user's text that this segment stands for. */
  readonly text: string;
  /** UTF-16 offsets of `text`, half open. Segments follow each other without a gap. */
  readonly start: number;
  readonly end: number;
  /** What is spoken: numbers and signs as words, nothing that is silent. Empty for a pause. */
  readonly read: string;
  /** Empty for a pause, and for an engine that takes text. */
  readonly phonemes: string;
  /** Kokoro's input ids, the padding zero at both ends included: at most 512. */
  readonly tokenIds: readonly number[];
  /** Word ranges, with offsets in the user's text; empty for a pause. */
  readonly words: readonly WordSpan[];
}

/** A segment that an engine speaks, in one voice and language and at one speed. */
export interface SpeechSegment extends Segment, Pick<Run, 'voice' | 'language' | 'speed' | 'gain'> {
  readonly kind: 'speech';
}

/** A segment of silence, which no engine makes. */
export interface PauseSegment extends Segment {
  readonly kind: 'pause';
  readonly sampleCount: number;
}

/** A segment that is planned and not spoken yet. */
export type PlannedSegment = SpeechSegment | PauseSegment;

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
  /** What spoke it; for a pause, what speaks beside it. */
  readonly engine: EngineId;
  readonly startSeconds: number;
  /** Empty where the engine gives no durations. */
  readonly words: readonly WordTime[];
  /** How long the engine worked on it; absent for a pause, and where the engine does not measure it. */
  readonly runSeconds?: number;
  /** Of the answer up to here; absent for a pause. */
  readonly voices?: VoiceGains;
}

/** Speaks a whole script. Reading drives it as with `Speak`. */
export type SpeakScript = (
  script: Script,
  signal: AbortSignal,
  course?: SpeechCourse,
) => AsyncIterable<SpokenSegment>;

/**
 * Speaks a whole request. Reading drives it: at most one segment is made ahead of the reader. With a course, it follows
 * that and adds to it.
 */
export type Speak = (
  request: SpeechRequest,
  signal: AbortSignal,
  course?: SpeechCourse,
) => AsyncIterable<SpokenSegment>;
