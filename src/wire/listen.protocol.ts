import type { HearingTask } from '../contract/hearing.ts';

/** What a page may ask of the ears (rpc over its port to the server worker). */
export interface ListenCalls {
  /**
   * Writes a sound down with the first stored model that hears. Each stretch is announced by the event `heard` with the
   * same `id`; resolves after the last. Rejects with `model_not_found` where no model is stored, and with
   * `undecodable_audio`, `audio_too_short` or `transcription_failed`.
   */
  listen(call: ListenCall): Promise<void>;
}

/** A sound to write down, or to translate into English as `task` says. */
export interface ListenCall {
  /** Names the call in its events. */
  readonly id: string;
  readonly sound: ListenSound;
  readonly task: HearingTask;
  /** The language's code, e.g. `en`; null detects it. */
  readonly language: string | null;
  /** A pause of this length ends an utterance; the default one where left out. */
  readonly pauseSeconds?: number;
}

/** What is heard: a file of any size, a take of the library, or a microphone whose port speaks `MicrophoneMessage`. */
export type ListenSound =
  | { readonly kind: 'file'; readonly file: Blob }
  | { readonly kind: 'take'; readonly take: string }
  | { readonly kind: 'microphone'; readonly port: MessagePort; readonly sampleRate: number };

/** How far a sound has been heard, and what was said since the event before. */
export interface HeardPart {
  readonly id: string;
  /** Seconds of the sound that were read. */
  readonly readSeconds: number;
  /** Code of the language, once somebody has spoken. */
  readonly language: string | null;
  readonly lines: readonly HeardLine[];
  /**
   * Who says each line, from the first line on: `A`, `B` and so on. It comes once, after the last line of a file, where
   * the models that tell speakers apart are stored.
   */
  readonly speakers?: readonly string[];
}

/** A line of subtitles. Times are seconds of the sound. */
export interface HeardLine {
  readonly start: number;
  readonly end: number;
  /** One or two lines of a screen; a guess where it is unclear. */
  readonly text: string;
  /** Whether something was said that could not be made out surely. */
  readonly isUnclear: boolean;
}
