import type { Language } from './language.ts';

/** A word or phrase of the user's lexicon, and how it is said. */
export interface LexiconEntry {
  /** As it stands in texts. */
  readonly written: string;
  /** Other words, or phonemes between slashes: `W C A G`, `/sˈɑtO/`. */
  readonly says: string;
  /** In what language it is said so. */
  readonly language: Language | 'all';
  /** False where capitals and small letters are the same. */
  readonly matchCase: boolean;
  /** False where it is meant within longer words, too. */
  readonly wholeWord: boolean;
}

/** How many entries a lexicon has at most. */
export const MAX_LEXICON_ENTRIES = 20_000;
/** How many UTF-16 units each text of an entry has at most. */
export const MAX_LEXICON_TEXT_LENGTH = 400;

const givenPhonemes = /^\/([^/]{1,400})\/$/u;

/** Finds the phonemes that stand between slashes; undefined where other words are said. */
export function toGivenPhonemes(says: string): string | undefined {
  return givenPhonemes.exec(says.trim())?.[1];
}
