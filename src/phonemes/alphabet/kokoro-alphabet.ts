import type { Alphabet } from '../../contract/phonemizer.ts';
import { toKnownPhonemes } from './known-phonemes.ts';
import { MAX_PHONEMES, toTokenIds } from './tokens.ts';

/** Kokoro's alphabet: 114 phonemes, of which it takes 510 at once. */
export const kokoroAlphabet: Alphabet = {
  maxPhonemes: MAX_PHONEMES,
  toTokenIds,
  toKnown: toKnownPhonemes,
};
