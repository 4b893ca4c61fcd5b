import type { Language } from '../../src/contract/language.ts';
import { compareTexts } from '../../src/text/comparing/compare-texts.ts';

/** How what was heard differs from what was said. */
export interface WordErrors {
  /** Words that were replaced, left out or added: the least number of them. */
  readonly errors: number;
  /** Words that were said; characters where the language has no spaces. */
  readonly words: number;
}

/** Counts the errors between a text and what was heard of it, as the page does when it listens back. */
export function countWordErrors(said: string, heard: string, language: Language): WordErrors {
  const { errorCount, wordCount } = compareTexts(said, heard, language);
  return { errors: errorCount, words: wordCount };
}

/** Adds up errors to one rate: errors for each word that was said; 0 where nothing was. */
export function toWordErrorRate(counts: readonly WordErrors[]): number {
  const words = counts.reduce((sum, each) => sum + each.words, 0);
  return words === 0 ? 0 : counts.reduce((sum, { errors }) => sum + errors, 0) / words;
}

/** Writes a share of one as percent, e.g. `2.9 %`. */
export function toPercent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
