import type { Language } from '../../contract/language.ts';
import { toCleanText } from '../sentences/clean-text.ts';
import type { TextSlice } from '../sentences/slice.ts';
import { findSpokenPart } from '../sentences/speakable.ts';
import { toGivenPassage } from '../normalise/passages.ts';
import type { Saying } from '../script/stretches.ts';
import type { Border, SentenceReading, SpokenPassage } from '../sentences/sentence-reading.ts';

/** Signs of Japanese and Chinese as phonemizers write them. */
const signs: Readonly<Record<string, string>> = { '。': '.', '．': '.', '，': ',', '、': ',', '！': '!', '？': '?', '；': ';', '：': ':' }; // prettier-ignore
const closingSigns = /^[.,!?;:。．，、！？；：\s]{1,16}$/u;

/** Passes a slice on as it is written, for a language whose phonemizer reads numbers and signs itself. */
export function readUnchanged(
  source: string,
  slice: TextSlice,
  { language, sayings }: { readonly language: Language; readonly sayings: readonly Saying[] },
): SentenceReading {
  const given = sayings.filter(
    ({ start, end, phonemes }) => phonemes !== undefined && start >= slice.start && end <= slice.end,
  );
  const spoken = join(findSpokenPart(source, slice), given);
  if (spoken === null) return { passages: [], spoken: null, wordCount: 0, size: 0, borders: [] };
  const text = toCleanText(source.slice(spoken.start, spoken.end));
  const { borders, wordCount } = findWords(text, spoken.start, language);
  const isWithin = ({ offset }: Border): boolean =>
    given.some(({ start, end }) => offset > start && offset < end);
  return {
    passages: toPassages(text, spoken, given),
    spoken,
    wordCount,
    size: toSize(text),
    borders: given.length === 0 ? borders : borders.filter((border) => !isWithin(border)),
  };
}

/** From the first to the last of what is spoken. */
function join(spoken: TextSlice | null, given: readonly TextSlice[]): TextSlice | null {
  const [first, last] = [given[0], given.at(-1)];
  if (first === undefined || last === undefined) return spoken;
  return {
    start: Math.min(first.start, spoken?.start ?? first.start),
    end: Math.max(last.end, spoken?.end ?? 0),
  };
}

/** Parts what is looked up from what has its phonemes already; a sign behind these goes with them. */
function toPassages(text: string, spoken: TextSlice, given: readonly Saying[]): SpokenPassage[] {
  const passages: SpokenPassage[] = [];
  let from = spoken.start;
  const addPlain = (end: number): void => {
    const part = text.slice(from - spoken.start, end - spoken.start);
    const last = passages.at(-1);
    if (last?.phonemes !== undefined && last.phonemes !== null && closingSigns.test(part)) {
      const sign = Array.from(part.trim(), (character) => signs[character] ?? character).join('');
      passages[passages.length - 1] = { ...last, text: last.text + part, phonemes: last.phonemes + sign };
    } else if (part.trim() !== '') passages.push(toPlain(part, from));
  };
  for (const { start, end, phonemes = '' } of given) {
    addPlain(start);
    const said = text.slice(start - spoken.start, end - spoken.start);
    passages.push(toGivenPassage({ spoken: said, start, end, phonemes }));
    from = end;
  }
  addPlain(spoken.end);
  return passages;
}

function toPlain(text: string, offset: number): SpokenPassage {
  return {
    text,
    phonemes: null,
    place: (words) => words.map((word) => ({ ...word, start: word.start + offset, end: word.end + offset })),
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
