import type { SessionInput, SpeechCurves } from './session.ts';

/** What is known of an utterance before the tail begins. */
export interface FrontOutput {
  /** The decoder's features [channels][2 · frames], or the aligned text [channels][frames] where the tail has the decoder. */
  readonly features: Float32Array<ArrayBuffer>;
  /** The decoder's half of the style. */
  readonly style: Float32Array<ArrayBuffer>;
  /** F0 and energy, or what they are made from. */
  readonly melody: SpeechCurves | ProsodyStates;
  /** Frames of each token, before rounding; null where the model does not give them. */
  readonly durations: Float32Array<ArrayBuffer> | null;
}

/** What the curves are made from. */
export interface ProsodyStates {
  /** [channels][frames] */
  readonly states: Float32Array<ArrayBuffer>;
  /** The prosody's half of the style. */
  readonly style: Float32Array<ArrayBuffer>;
}

/** Computes all of a model that comes before its tail. */
export interface Front {
  /** Gives what the front makes of an input; at once, where that was prepared. */
  run(input: SessionInput, signal: AbortSignal): Promise<FrontOutput>;
  /** Begins with an input that is expected next, where the front can run beside the tail. */
  prepare?(input: SessionInput): void;
  release(): Promise<void>;
}
