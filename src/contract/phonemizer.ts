import type { Phonemes } from './segment.ts';
import type { Language } from './language.ts';

/** The phonemes that an engine takes, and how it takes them. */
export interface Alphabet {
  /** The most phonemes that the engine takes at once; the padding at both ends comes on top. */
  readonly maxPhonemes: number;
  /** Converts phonemes to the engine's input ids, padded at both ends. */
  readonly toTokenIds: (phonemes: string) => number[];
  /**
   * Drops the phonemes that the engine does not know, so that the code point at offset i is the token at i + 1, and moves
   * the words along. Gives nothing where no sound is left.
   */
  readonly toKnown: (phonemes: Phonemes) => Phonemes;
}

/** Turns text into Kokoro's phonemes. Rejects with `invalid_value` for a language it does not know. */
export interface Phonemizer {
  /** What its phonemes are written in. */
  readonly alphabet: Alphabet;
  phonemize(text: string, language: Language, signal: AbortSignal): Promise<Phonemes>;
}
