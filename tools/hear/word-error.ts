import type { Language } from '../../src/contract/language.ts';
import { toNumberWords } from './number-words.ts';

/** How what was heard differs from what was said. */
export interface WordErrors {
  /** Words that were replaced, left out or added: the least number of them. */
  readonly errors: number;
  /** Words that were said. */
  readonly words: number;
}

/** Languages that are written without spaces: their characters are compared. */
const UNSPACED: ReadonlySet<Language> = new Set(['ja', 'zh']);

/**
 * Splits a text into the words that count: in lower case, without punctuation, English numbers in words. Japanese and
 * Mandarin are split into characters.
 */
export function toComparedWords(text: string, language: Language): readonly string[] {
  const isEnglish = language === 'en-us' || language === 'en-gb';
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    // An apostrophe is written in several ways, and heard in none.
    .replace(/(?<=\p{L})['’‘ʼ](?=\p{L})/gu, '')
    .replace(/(?<=\p{N}),(?=\p{N})/gu, '');
  const counted = isEnglish ? plain.replace(/\p{Nd}+/gu, (digits) => ` ${toNumberWords(digits)} `) : plain;
  const letters = counted.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim();
  if (UNSPACED.has(language)) return Array.from(letters.replaceAll(' ', ''));
  return letters === '' ? [] : letters.split(' ').filter((word) => !isEnglish || word !== 'and');
}

/** Counts the errors between a text and what was heard of it: the least number of words to change. */
export function countWordErrors(said: string, heard: string, language: Language): WordErrors {
  const reference = toComparedWords(said, language);
  const words = toComparedWords(heard, language);
  // Costs of turning what was said so far into each beginning of what was heard.
  let row = Array.from({ length: words.length + 1 }, (_, index) => index);
  for (const [index, word] of reference.entries()) {
    const next = [index + 1];
    for (const [other, candidate] of words.entries()) {
      const replaced = (row[other] ?? 0) + (word === candidate ? 0 : 1);
      next.push(Math.min(replaced, (row[other + 1] ?? 0) + 1, (next[other] ?? 0) + 1));
    }
    row = next;
  }
  return { errors: row[words.length] ?? 0, words: reference.length };
}

/** Adds up errors to one rate: errors for each word that was said; 0 where nothing was. */
export function toWordErrorRate(counts: readonly WordErrors[]): number {
  const words = counts.reduce((sum, each) => sum + each.words, 0);
  return words === 0 ? 0 : counts.reduce((sum, { errors }) => sum + errors, 0) / words;
}
