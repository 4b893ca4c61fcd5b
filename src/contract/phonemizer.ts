import type { Phonemes } from './segment.ts';
import type { Language } from './language.ts';

/** Where a word's phonemes come from: a word list with its rules, eSpeak NG, the text itself, or the user's own list. */
export type PhonemeSource = 'dictionary' | 'espeak' | 'inline' | 'user';

/** Turns text into Kokoro's phonemes. Rejects with `invalid_value` for a language it does not know. */
export interface Phonemizer {
  phonemize(text: string, language: Language, signal: AbortSignal): Promise<Phonemes>;
}
