/** Seconds of sound in which speakers are distinguished at once. */
export const SPEAKER_WINDOW_SECONDS = 10;

/** How many speakers are distinguished within one window. */
export const LOCAL_SPEAKER_COUNT = 3;

/** What a speaker's voice is like, as far as one window shows it. */
export interface LocalVoice {
  /** Seconds in which nobody else speaks. */
  readonly aloneSeconds: number;
  /** 256 values; voices of one person point in about the same direction. */
  readonly embedding: Float32Array<ArrayBuffer>;
}

/** Who speaks in one window. Its speakers are numbered from 0, in no order that another window would share. */
export interface SpeakerWindow {
  /** One value for each of equally long frames: bit k is set while speaker k speaks. */
  readonly frames: Uint8Array<ArrayBuffer>;
  /** Of each speaker; null for one that is never alone for long enough. */
  readonly voices: readonly (LocalVoice | null)[];
}

/** Distinguishes speakers by their voices. */
export interface SpeakerModels {
  /** Finds out who speaks in a window: mono, 16 kHz, 10 s or less. Rejects with a `SpeechError`, or `AbortError`. */
  hear(samples: Float32Array<ArrayBuffer>, signal: AbortSignal): Promise<SpeakerWindow>;
}
