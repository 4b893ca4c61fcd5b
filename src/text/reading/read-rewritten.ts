import type { Language } from '../../contract/language.ts';
import type { NormalizationOptions } from '../../contract/normalization.ts';
import { foldText } from '../folding/folded-text.ts';
import { toGivenPassage } from '../normalise/passages.ts';
import type { Saying } from '../script/stretches.ts';
import type { Rewriting } from '../normalise/rewriting/rewrite.ts';
import type { Border, SentenceReading, SpokenPassage } from '../sentences/sentence-reading.ts';
import type { TextSlice } from '../sentences/slice.ts';
import { findSpokenPart } from '../sentences/speakable.ts';
import { RewrittenText } from './rewritten-text.ts';

/** Finds what is said in the place of numbers and signs. */
export type RewriteText = (text: string, options: NormalizationOptions) => readonly Rewriting[];

interface RewriteOptions {
  readonly language: Language;
  readonly normalization: NormalizationOptions;
  /** In order. */
  readonly sayings: readonly Saying[];
  readonly rewriteText: RewriteText;
}

/** Only what cannot be spoken makes a sentence longer than this: its ends are not looked at. */
const LONGEST_SENTENCE = 8_000;

/**
 * Reads a slice of a text in a language without spaces between words: numbers and signs become words, all else stays as
 * it is written.
 */
export function readRewritten(source: string, slice: TextSlice, options: RewriteOptions): SentenceReading {
  const spoken = findSpokenPart(source, slice);
  if (spoken === null) return { passages: [], spoken: null, wordCount: 0, size: 0, borders: [] };
  const { start, end } = slice.end - slice.start > LONGEST_SENTENCE ? spoken : slice;
  const parts: (RewrittenText | SpokenPassage)[] = [];
  let plain = new RewrittenText();
  let at = start;
  for (const saying of options.sayings) {
    const { phonemes } = saying;
    if (phonemes === undefined || saying.start < at || saying.end > end) continue;
    addPlain(plain, source, { slice: { start: at, end: saying.start }, options });
    at = saying.end;
    parts.push(
      plain,
      toGivenPassage({ ...saying, phonemes, spoken: source.slice(saying.start, saying.end) }),
    );
    plain = new RewrittenText();
  }
  addPlain(plain, source, { slice: { start: at, end }, options });
  const read = joinSigns([...parts, plain].filter(({ text }) => text.trim() !== ''));
  return {
    passages: read.map((part) => (part instanceof RewrittenText ? part.toPassage() : part)),
    spoken,
    ...findWords(read, options.language, source),
  };
}

/** Signs of Japanese and Chinese as phonemizers write them. */
const signs: Readonly<Record<string, string>> = { '。': '.', '．': '.', '，': ',', '、': ',', '！': '!', '？': '?', '；': ';', '：': ':' }; // prettier-ignore
const closingSigns = /^[.,!?;:。．，、！？；：\s]{1,16}$/u;

/** Gives a sign behind phonemes to these: alone it would be no passage. */
function joinSigns(parts: readonly (RewrittenText | SpokenPassage)[]): (RewrittenText | SpokenPassage)[] {
  const joined: (RewrittenText | SpokenPassage)[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    const isGiven = last !== undefined && !(last instanceof RewrittenText) && last.phonemes !== null;
    if (isGiven && closingSigns.test(part.text)) {
      const sign = Array.from(part.text.trim(), (character) => signs[character] ?? character).join('');
      joined[joined.length - 1] = { ...last, text: last.text + part.text, phonemes: last.phonemes + sign };
    } else joined.push(part);
  }
  return joined;
}

function addPlain(
  plain: RewrittenText,
  source: string,
  { slice, options: { language, normalization, rewriteText } }: { slice: TextSlice; options: RewriteOptions },
): void {
  if (slice.end <= slice.start) return;
  const folded = foldText(source, slice, language);
  // A wide comma parts numbers; it does not group digits.
  const text = folded.text.replace(/,/gu, (comma, offset: number) =>
    folded.sourceAt(offset) === '，' ? '，' : comma,
  );
  let at = 0;
  const addAsWritten = (end: number): void => {
    for (const character of text.slice(at, end)) {
      const isBreak = character === ' ' && /[\r\n]/u.test(folded.sourceAt(at)) && !isSpacedAt(text, at);
      if (!isBreak) plain.add(character, folded.toSource(at, at + character.length));
      at += character.length;
    }
  };
  for (const { start, end, spoken } of normalization.normalize ? rewriteText(text, normalization) : []) {
    addAsWritten(start);
    plain.add(spoken, folded.toSource(start, end));
    at = end;
  }
  addAsWritten(text.length);
}

/** Whether the words around a line's end are parted by a space: those in Latin letters are. */
function isSpacedAt(text: string, at: number): boolean {
  return /[\p{Script=Latin}\p{N}]/u.test(text.slice(at - 1, at + 2).replace(' ', ''));
}

function findWords(
  parts: readonly (RewrittenText | SpokenPassage)[],
  language: Language,
  source: string,
): Pick<SentenceReading, 'borders' | 'size' | 'wordCount'> {
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  const borders: Border[] = [];
  let [wordCount, size, mark] = [0, 0, ''];
  // Words that one character was folded to have no border between them.
  let last = -1;
  for (const part of parts) {
    const segments = [...segmenter.segment(part.text)];
    const offsets = part instanceof RewrittenText ? part.toSource(segments.map(({ index }) => index)) : [];
    for (const [index, { segment, isWordLike }] of segments.entries()) {
      if (isWordLike === true) {
        const offset = offsets[index] ?? null;
        if (wordCount > 0 && offset !== null && offset > last && !isInside(source, offset))
          borders.push({ offset, size, rank: toRank(mark) });
        last = Math.max(last, offset ?? last);
        wordCount += 1;
        mark = '';
      } else mark += segment;
      size += toSize(segment);
    }
  }
  return { borders, size, wordCount };
}

/** Whether an offset lies within Latin letters and digits, which are one word. */
function isInside(source: string, offset: number): boolean {
  const before = source.slice(Math.max(0, offset - 2), offset);
  return (
    /[\p{Script=Latin}\p{Nd}]$/u.test(before) &&
    /^[\p{Script=Latin}\p{Nd}]/u.test(source.slice(offset, offset + 2))
  );
}

function toRank(mark: string): number {
  if (/[.!?;:…。！？；：—]/u.test(mark)) return 6;
  return /[,，、]/u.test(mark) ? 5 : 3;
}

/** A letter is about one phoneme, an ideograph or a syllable about three. */
function toSize(text: string): number {
  return text.length + 2 * (text.match(/[\p{Script=Han}\p{Script=Hangul}]/gu)?.length ?? 0);
}
