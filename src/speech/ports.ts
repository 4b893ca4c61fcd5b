import type { Language } from '../contract/language.ts';
import type { SpeechRequest, VoiceMix } from '../contract/request.ts';

/** Samples a second everywhere in the pipeline; an engine of another rate resamples its output. */
export const SAMPLE_RATE = 24_000;

/** Samples in one frame of Kokoro's durations: 25 ms. */
export const FRAME_SAMPLES = 600;

/** Which engine made a sound. */
export type EngineId = 'kokoro' | 'espeak-ng';

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

/** Turns text into Kokoro's phonemes. Rejects with `invalid_value` for a language it does not know. */
export interface Phonemizer {
  phonemize(text: string, language: Language, signal: AbortSignal): Promise<Phonemes>;
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

/** What an engine gets for one segment. */
export interface SynthesisJob {
  /** Plain words and punctuation: what a `Segment` has as `read`. */
  readonly text: string;
  readonly tokenIds: readonly number[];
  readonly language: Language;
  readonly voice: VoiceMix;
  readonly speed: number;
}

/** What an engine gives back for one segment. */
export interface SynthesisResult {
  /** Mono, 24 kHz, nominally within [-1, 1]; owns its buffer, so that it can be transferred. */
  readonly samples: Float32Array<ArrayBuffer>;
  /** Frames (600 samples each) per token, whole numbers of at least 1; null where the engine cannot tell. */
  readonly durations: Int32Array<ArrayBuffer> | null;
  readonly engine: EngineId;
  /** How long the engine computed, without waiting and loading; absent where that is not known. */
  readonly runSeconds?: number;
}

/** Makes sound from one segment at a time. Calls may overlap; an engine runs them in order. */
export interface Synthesizer {
  /** Rejects with a `SpeechError`, or `AbortError` as soon as the run in progress allows. */
  synthesize(job: SynthesisJob, signal: AbortSignal): Promise<SynthesisResult>;
  /** Tells which job is likely to come next, so that an engine that can begins with it beside the one in progress. */
  prepare?(job: SynthesisJob, signal: AbortSignal): void;
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

/** Makes one sound faster or slower at the same pitch, chunk by chunk. */
export interface StretchStream {
  /** Takes the next samples (mono, 24 kHz) and returns those that are ready. */
  push(samples: Float32Array): Float32Array<ArrayBuffer>;
  /** Returns the rest: all output together has `input / factor` samples, rounded. */
  finish(): Float32Array<ArrayBuffer>;
  /** Frees the memory that the stream holds. */
  free(): void;
}

/** Opens streams that change speed; what does the work is loaded on first use. */
export interface TimeStretcher {
  /** Opens a stream that makes sound `factor` times as fast, 0.25 to 4. Rejects with `engine_unavailable` if loading fails. */
  open(factor: number): Promise<StretchStream>;
}

/** The byte formats of the contract (`raw` is `pcm` under Together's name). */
export type AudioFormat = 'mp3' | 'wav' | 'opus' | 'aac' | 'flac' | 'pcm' | 'raw';

export interface EncodeOptions {
  /**
   * `streamed` gives bytes as soon as samples exist; `complete` may hold everything back and gives the headers
   * (sizes, sample totals, Info frame) their exact values.
   */
  readonly layout: 'streamed' | 'complete';
  readonly sampleRate: number;
  /** Bits a second, where the format is lossy; the format's own default otherwise. */
  readonly bitRate?: number;
  /**
   * Integrated loudness in LUFS that the sound is brought to, its true peak at -1 dBTP or below. The whole sound is
   * kept until it is measured, so it needs the layout `complete`. Left out, the sound stays as it is.
   */
  readonly loudness?: number;
  readonly signal: AbortSignal;
}

/** Turns PCM into bytes of one format. */
export interface Codec {
  readonly format: AudioFormat;
  readonly contentType: string;
  /** Hands out each byte once and in order, lazily; frees the encoder when the reader stops early. */
  encode(
    pcm: AsyncIterable<Float32Array<ArrayBuffer>>,
    options: EncodeOptions,
  ): AsyncIterable<Uint8Array<ArrayBuffer>>;
}

/** Finds codecs; each is loaded on first use. */
export interface CodecRegistry {
  /** The formats that can be encoded here. */
  readonly formats: readonly AudioFormat[];
  /** Rejects with `unsupported_format` where the format cannot be encoded. */
  load(format: AudioFormat): Promise<Codec>;
}
