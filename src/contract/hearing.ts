/** Samples a second that recognisers hear at. */
export const HEARING_RATE = 16_000;

/** Seconds from one frame of a recogniser to the next. */
export const HOP_SECONDS = 0.01;

/** What becomes of what is said: it is written down, or put into English. */
export type HearingTask = 'transcribe' | 'translate';

/** How a sound is to be heard. */
export interface HearingOptions {
  readonly task: HearingTask;
  /** The language's code, e.g. `en`; null detects it. */
  readonly language: string | null;
  /** The codes to detect among; all where empty. */
  readonly languages: readonly string[];
  /** Text that names and spellings are taken from; empty for none. */
  readonly prompt: string;
  /** From 0 to 1; null begins at 0 and goes up while the text is doubtful. */
  readonly temperature: number | null;
  /** Whether the times of single words are wanted, which costs another run. */
  readonly hasWords: boolean;
}

/** A stretch of sound that one run hears. */
export interface HearingJob extends HearingOptions {
  /** Mono, 16 kHz, 30 s at most. */
  readonly samples: Float32Array<ArrayBuffer>;
}

/** One token of a text, and how sure the model is of it. */
export interface HeardToken {
  /** UTF-8, maybe a part of a character. */
  readonly bytes: readonly number[];
  readonly logprob: number;
}

/** A word and when it is said, in seconds. */
export interface HeardWord {
  /** With its punctuation and the space before it. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A phrase that a recogniser wrote down. Times are seconds. */
export interface HeardSegment {
  readonly start: number;
  readonly end: number;
  /** With the space before it, where the model writes one. */
  readonly text: string;
  /** As the model counts them, timestamps included. */
  readonly tokenIds: readonly number[];
  /** Those of the text alone. */
  readonly tokens: readonly HeardToken[];
  readonly temperature: number;
  /** Mean natural logarithm of the tokens' probabilities. */
  readonly averageLogprob: number;
  /** Bytes of the text over those of its compressed form; high for text that repeats itself. */
  readonly compressionRatio: number;
  /** How likely the model thinks that nothing is said. */
  readonly noSpeechProbability: number;
  /** Empty where words were not asked for. */
  readonly words: readonly HeardWord[];
}

/** What one run heard. Times count from the beginning of its samples. */
export interface HeardWindow {
  readonly language: string;
  readonly segments: readonly HeardSegment[];
  /** Up to where the text goes; what lies behind it needs another run. */
  readonly heardSeconds: number;
  /** Tokens of the prompt that the model was given. */
  readonly promptTokenCount: number;
}

/** Writes down stretches of sound. */
export interface Recogniser {
  /** Rejects with a `SpeechError`, or `AbortError` between two steps. */
  recognise(job: HearingJob, signal: AbortSignal): Promise<HeardWindow>;
}

/** What a voice detector knows of the sound so far; it is handed back with the next stretch. */
export interface VoiceMemory {
  /** The network's state, 2 x 128. */
  readonly state: Float32Array<ArrayBuffer>;
  /** The last 64 samples. */
  readonly context: Float32Array<ArrayBuffer>;
}

/** How likely each frame of a stretch holds a voice. */
export interface VoiceActivity {
  /** One value for each 512 samples. */
  readonly probabilities: Float32Array<ArrayBuffer>;
  readonly memory: VoiceMemory;
}

/** Samples in one frame of a voice detector: 32 ms. */
export const VOICE_FRAME_SAMPLES = 512;

/** Distinguishes speech from other sound. */
export interface VoiceDetector {
  /** Takes a whole number of frames at 16 kHz; `memory` is null at the beginning of a sound. */
  detect(
    samples: Float32Array<ArrayBuffer>,
    memory: VoiceMemory | null,
    signal: AbortSignal,
  ): Promise<VoiceActivity>;
}

/**
 * Tells how many seconds of sound a file holds without decoding it: by where its last packet ends, or by all packets where
 * that is after `maxSeconds`, since a damaged file may claim any time. What is heard may be a little longer, where packets do not
 * say how long they are. Null where only decoding tells. Rejects with the reason of `signal` alone.
 */
export type MeasureSound = (file: Blob, maxSeconds: number, signal: AbortSignal) => Promise<number | null>;

/** Decodes a file to mono samples at 16 kHz, lazily; iterating rejects with `undecodable_audio`. */
export type OpenSound = (file: Blob, signal: AbortSignal) => AsyncIterable<Float32Array<ArrayBuffer>>;
