import { MAX_LEXICON_TEXT_LENGTH, toGivenPhonemes, type LexiconEntry } from '../../../contract/lexicon.ts';
import { findUnknownPhonemes } from '../../../contract/phoneme-alphabet.ts';
import type { Words } from '../../words/words.ts';

/** What is wrong with an entry, by field; null where nothing is. */
export interface EntryFaults {
  readonly written: string | null;
  readonly says: string | null;
}

/** Says what is wrong with an entry; phonemes must be of Kokoro's alphabet. */
export function checkEntry({ written, says }: LexiconEntry, { say }: Words): EntryFaults {
  const tooLong = say('lexicon.tooLong', { limit: MAX_LEXICON_TEXT_LENGTH });
  const isLong = (text: string): boolean => text.length > MAX_LEXICON_TEXT_LENGTH;
  const missing = written.trim() === '' ? say('lexicon.wordMissing') : null;
  return {
    written: isLong(written) ? tooLong : missing,
    says: isLong(says) ? tooLong : checkSays(says.trim(), say),
  };
}

function checkSays(says: string, say: Words['say']): string | null {
  if (says === '') return say('lexicon.sayingMissing');
  const phonemes = toGivenPhonemes(says);
  if (phonemes === undefined) return /^\/|\/$/u.test(says) ? say('lexicon.slashes') : null;
  const unknown = findUnknownPhonemes(phonemes);
  return unknown.length === 0 ? null : say('lexicon.unknownPhonemes', { phonemes: unknown.join(' ') });
}
