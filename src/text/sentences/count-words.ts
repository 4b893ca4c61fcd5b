import type { Language } from '../../contract/language.ts';

const segmenters = new Map<Language, Intl.Segmenter>();

/** Counts the words of a short text, also where a language puts no spaces between them. */
export function countWords(text: string, language: Language): number {
  let segmenter = segmenters.get(language);
  if (segmenter === undefined) {
    segmenter = new Intl.Segmenter(language, { granularity: 'word' });
    segmenters.set(language, segmenter);
  }
  let count = 0;
  for (const { isWordLike } of segmenter.segment(text)) if (isWordLike === true) count += 1;
  return count;
}
