import { vowels } from './stress.ts';

/** What follows a word, as far as the word's sound depends on it; words are therefore looked up from last to first. */
export interface Context {
  /** Whether a vowel follows; null before a pause and at the end. */
  readonly nextIsVowel: boolean | null;
  /** Whether the next word is "to". */
  readonly nextIsTo: boolean;
}

/** The context of the last word of a text. */
export const endContext: Context = { nextIsVowel: null, nextIsTo: false };

const consonants = new Set('bdfhjklmnpstvwzðŋɡɹɾʃʒʤʧθ');
const pauses = new Set(';:,.!?—…');

/** Steps from a word, given by its phonemes, to the context of the word before it. Quotes leave the context as it is. */
export function toContextBefore(phonemes: string, isTo: boolean, after: Context): Context {
  for (const phoneme of phonemes) {
    if (pauses.has(phoneme)) return { nextIsVowel: null, nextIsTo: isTo };
    if (vowels.has(phoneme)) return { nextIsVowel: true, nextIsTo: isTo };
    if (consonants.has(phoneme)) return { nextIsVowel: false, nextIsTo: isTo };
  }
  return { nextIsVowel: after.nextIsVowel, nextIsTo: isTo };
}
