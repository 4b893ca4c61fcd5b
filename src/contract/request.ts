import type { InputFormat } from './input-format.ts';
import type { NormalizationOptions } from './normalization.ts';
import type { Language } from './language.ts';

/** One part of a voice mix: a voice of the catalogue and its share. */
export interface VoiceShare {
  readonly id: string;
  /** In (0, 1]; the shares of a mix add up to 1. */
  readonly weight: number;
}

/** One voice, or several that are averaged by weight. Never empty. */
export type VoiceMix = readonly [VoiceShare, ...VoiceShare[]];

/** What to speak, after validation: the pipeline's only input. */
export interface SpeechRequest {
  /** The text as the user gave it; offsets in results count its UTF-16 units. */
  readonly text: string;
  /** Canonical model id, e.g. `kokoro-82m` or `espeak-ng`. */
  readonly model: string;
  readonly voice: VoiceMix;
  readonly language: Language;
  /** A multiplier, 0.25 to 4: 2 is twice as fast. */
  readonly speed: number;
  /** What is read as words rather than as it is written; everything if left out. */
  readonly normalization?: NormalizationOptions;
  /** How the text is written; plain text if left out. */
  readonly format?: InputFormat;
  /** Whether tags such as `[pause:1s]` in plain text are obeyed. */
  readonly hasTags?: boolean;
}
