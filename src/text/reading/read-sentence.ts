import conjunctionsJson from '../sentences/conjunctions.json' with { type: 'json' };
import type { Language } from '../../contract/language.ts';
import type { TextSlice } from '../sentences/slice.ts';
import type { Saying } from '../script/stretches.ts';
import { findSpokenPart } from '../sentences/speakable.ts';
import { findGrammar } from '../normalise/grammars.ts';
import { normalise, type SpokenPart } from '../normalise/normalise.ts';
import type { NormalizationOptions } from '../../contract/normalization.ts';
import { toPassages } from '../normalise/passages.ts';
import { rewriteJapanese } from '../normalise/japanese/rewrite-japanese.ts';
import { rewriteMandarin } from '../normalise/mandarin/rewrite-mandarin.ts';
import { readRewritten, type RewriteText } from './read-rewritten.ts';
import type { Border, SentenceReading } from '../sentences/sentence-reading.ts';

const conjunctions = new Map(
  Object.entries(conjunctionsJson).map(([language, words]) => [language, new Set(words)]),
);

const strongMark = /[.!?;:…—।]/u;
const weakMark = /[,،、]/u;
const partingMark = /[,.!?;:…—।،、]/u;
const bracket = /["”»)\]]/u;

interface ReadOptions {
  readonly language: Language;
  readonly normalization: NormalizationOptions;
  /** What the format or the user says of parts of the text. */
  readonly sayings?: readonly Saying[];
  /** The sentence that the slice is a part of; the slice if left out. */
  readonly sentence?: TextSlice;
}

/** The languages that put no spaces between words, and what reads their numbers and signs. */
const rewriters: Partial<Record<Language, RewriteText>> = { ja: rewriteJapanese, zh: rewriteMandarin };

/** Reads a slice of a text in spoken words. */
export function readSentence(
  source: string,
  slice: TextSlice,
  { language, normalization, sayings = [], sentence = slice }: ReadOptions,
): SentenceReading {
  const grammar = findGrammar(language);
  if (grammar === null) {
    const rewriteText = rewriters[language] ?? (() => []);
    return readRewritten(source, slice, { language, normalization, sayings, rewriteText });
  }
  const isLong = sentence.end - sentence.start > LONGEST_SENTENCE;
  const readable = isLong ? toReadable(source, slice) : slice;
  const context = isLong ? {} : { sentence };
  const parts = normalise(source, readable, { grammar, options: normalization, sayings, ...context });
  const spoken = parts.filter((part) => part.spoken !== '');
  const words = spoken.filter(({ kind }) => kind === 'word');
  const [first, last] = [spoken[0], spoken.at(-1)];
  if (first === undefined || last === undefined || words.length === 0) {
    return { passages: [], spoken: null, wordCount: 0, size: 0, borders: [] };
  }
  const passages = toPassages(parts);
  return {
    passages,
    spoken: { start: first.start, end: last.end },
    wordCount: words.reduce((sum, part) => sum + part.spoken.split(' ').length, 0),
    size: passages.reduce((sum, { text }) => sum + text.length, 0),
    borders: toBorders(parts, conjunctions.get(language.slice(0, 2))),
  };
}

/** Only what cannot be spoken makes a sentence longer than this: the rest of it is not looked at. */
const LONGEST_SENTENCE = 8_000;
const MARGIN = 200;

function toReadable(source: string, slice: TextSlice): TextSlice {
  const spoken = findSpokenPart(source, slice) ?? { start: slice.start, end: slice.start };
  return {
    start: Math.max(slice.start, spoken.start - MARGIN),
    end: Math.min(slice.end, spoken.end + MARGIN),
  };
}

/** Finds where white space parts words that do not belong together. */
function toBorders(parts: readonly SpokenPart[], linking: ReadonlySet<string> | undefined): Border[] {
  const borders: Border[] = [];
  let size = 0;
  let wasSpoken = false;
  let before: SpokenPart | undefined;
  for (const part of parts) {
    const isWord = part.kind === 'word' && part.spoken !== '';
    const isParted = part.isSpaced || (before?.kind === 'mark' && partingMark.test(before.spoken));
    if (wasSpoken && isWord && isParted && !part.isBound) {
      borders.push({ offset: part.start, size, rank: rank(before, part, linking) });
    }
    wasSpoken ||= isWord;
    size += part.spoken.length + (isWord ? 1 : 0);
    if (part.spoken !== '') before = part;
  }
  return borders;
}

function rank(before: SpokenPart | undefined, { spoken }: SpokenPart, linking?: ReadonlySet<string>): number {
  if (before?.kind === 'mark') {
    if (strongMark.test(before.spoken)) return 6;
    if (weakMark.test(before.spoken)) return 5;
    if (bracket.test(before.spoken)) return 4;
  }
  if (before !== undefined && linking?.has(before.spoken.toLowerCase()) === true) return 2;
  return linking?.has(spoken.toLowerCase()) === true ? 4 : 3;
}
