import type { Language } from '../../contract/language.ts';
import type { TextSlice } from '../../text/sentences/slice.ts';

/** A selection that is longer than this is no phrase to pronounce. */
const LONGEST_PHRASE = 80;
/** Around the cursor, this much is looked at; longer words are cut. */
const REACH = 60;

/**
 * Finds the word that a place of a text lies in or follows, or the next one; a short selection is taken as it is. Null
 * where there is none near.
 */
export function findWordAt(text: string, { start, end }: TextSlice, language: Language): TextSlice | null {
  const selected = text.slice(start, Math.min(end, start + LONGEST_PHRASE + 1));
  if (selected.trim() !== '' && selected.length <= LONGEST_PHRASE && !selected.includes('\n')) {
    const from = start + selected.length - selected.trimStart().length;
    return { start: from, end: from + selected.trim().length };
  }
  const first = Math.max(0, start - REACH);
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  let before: TextSlice | null = null;
  for (const { segment, index, isWordLike } of segmenter.segment(text.slice(first, start + REACH))) {
    if (isWordLike !== true) continue;
    const word = { start: first + index, end: first + index + segment.length };
    if (word.start > start) return before?.end === start ? before : word;
    if (word.end > start) return word;
    before = word;
  }
  return before;
}
