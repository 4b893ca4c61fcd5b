import type { Phonemes } from './segment.ts';
import type { Language } from './language.ts';

/** Turns text into Kokoro's phonemes. Rejects with `invalid_value` for a language it does not know. */
export interface Phonemizer {
  phonemize(text: string, language: Language, signal: AbortSignal): Promise<Phonemes>;
}
