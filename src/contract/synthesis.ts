import type { EngineId } from './engine-status.ts';
import type { VoiceMix } from './request.ts';
import type { Language } from './language.ts';

/** What an engine gets for one segment. */
export interface SynthesisJob {
  /** Plain words and punctuation: what a `Segment` has as `read`. */
  readonly text: string;
  readonly tokenIds: readonly number[];
  readonly language: Language;
  readonly voice: VoiceMix;
  readonly speed: number;
}

/** Where the sound of a word begins. */
export interface WordOnset {
  /** UTF-16 offset in the job's text. */
  readonly offset: number;
  readonly sample: number;
}

/** What an engine gives back for one segment. */
export interface SynthesisResult {
  /** Mono, 24 kHz, nominally within [-1, 1]; owns its buffer, so that it can be transferred. */
  readonly samples: Float32Array<ArrayBuffer>;
  /** Frames (600 samples each) per token, whole numbers of at least 1; null where the engine cannot tell. */
  readonly durations: Int32Array<ArrayBuffer> | null;
  /** The words of the job's text in order, from an engine that takes text and can tell; not every word need have one. */
  readonly onsets?: readonly WordOnset[];
  readonly engine: EngineId;
  /** How long the engine computed, without waiting and loading; absent where that is not known. */
  readonly runSeconds?: number;
}
