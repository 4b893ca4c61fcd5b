import type { InputFormat } from './input-format.ts';
import type { SourceRange } from './script.ts';
import type { PhonemeSource } from './segment.ts';

/** A word of the user's text, with what is said for it. */
export interface ReadWord extends SourceRange {
  readonly spoken: string;
  readonly phonemes: string;
  readonly source: PhonemeSource;
}

/** A part of a text that is not spoken as it is written. */
export interface UnspokenPart extends SourceRange {
  /** Letters of a script that the voice does not read, a tag that is none, or phonemes that Kokoro does not know. */
  readonly kind: 'script' | 'tag' | 'phonemes';
  /** The script, by its ISO 15924 code; else what is not known. */
  readonly detail: string;
}

/** What a look at a text finds, before it is spoken. */
export interface TextCheck {
  /** How it is written. */
  readonly format: Exclude<InputFormat, 'auto'>;
  /** In order; only the first few hundred. */
  readonly unspoken: readonly UnspokenPart[];
  /** All pauses together, at any speed. */
  readonly pauseSeconds: number;
}
