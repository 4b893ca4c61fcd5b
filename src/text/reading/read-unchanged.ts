import type { Language } from '../../contract/language.ts';
import { toCleanText } from '../sentences/clean-text.ts';
import type { TextSlice } from '../sentences/slice.ts';
import { findSpokenPart } from '../sentences/speakable.ts';
import type { Border, SentenceReading } from '../sentences/sentence-reading.ts';

/** Passes a slice on as it is written, for a language whose phonemizer reads numbers and signs itself. */
export function readUnchanged(source: string, slice: TextSlice, language: Language): SentenceReading {
  const spoken = findSpokenPart(source, slice);
  if (spoken === null) return { passages: [], spoken: null, wordCount: 0, size: 0, borders: [] };
  const text = toCleanText(source.slice(spoken.start, spoken.end));
  const { borders, wordCount } = findWords(text, spoken.start, language);
  return {
    passages: [
      {
        text,
        phonemes: null,
        place: (words) =>
          words.map((word) => ({ ...word, start: word.start + spoken.start, end: word.end + spoken.start })),
      },
    ],
    spoken,
    wordCount,
    size: toSize(text),
    borders,
  };
}

function findWords(
  text: string,
  start: number,
  language: Language,
): { borders: Border[]; wordCount: number } {
  const borders: Border[] = [];
  let wordCount = 0;
  let size = 0;
  let mark = '';
  for (const { segment, index, isWordLike } of new Intl.Segmenter(language, { granularity: 'word' }).segment(
    text,
  )) {
    if (isWordLike === true) {
      if (wordCount > 0) borders.push({ offset: start + index, size, rank: toRank(mark) });
      wordCount += 1;
      mark = '';
    } else mark += segment;
    size += toSize(segment);
  }
  return { borders, wordCount };
}

function toRank(mark: string): number {
  if (/[.!?;:…。！？；：—]/u.test(mark)) return 6;
  return /[,，、]/u.test(mark) ? 5 : 3;
}

/** A letter is about one phoneme, an ideograph or a syllable about three. */
function toSize(text: string): number {
  return text.length + 2 * (text.match(/[\p{Script=Han}\p{Script=Hangul}]/gu)?.length ?? 0);
}
