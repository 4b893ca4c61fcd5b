import type { TextSlice } from '../sentences/slice.ts';
import { foldText } from '../folding/folded-text.ts';
import type { Saying } from '../script/stretches.ts';
import type { Grammar } from './grammar/grammar.ts';
import type { NormalizationOptions } from '../../contract/normalization.ts';
import { readAbbreviation } from './readings/abbreviation.ts';
import { readAcronym } from './readings/acronym.ts';
import { readAddress } from './readings/address.ts';
import { readAngle } from './readings/angle.ts';
import { readCalendarDate } from './readings/calendar.ts';
import { readNumericDate, readQuarter } from './readings/date.ts';
import { readCompass } from './readings/compass.ts';
import { readDigits } from './readings/digits.ts';
import { readFormula, readPower } from './readings/formula.ts';
import { readFraction } from './readings/fraction.ts';
import { readEmoji, readEmoticon, readFootnote, readMark } from './readings/mark.ts';
import { readLetteredPair } from './readings/house-number.ts';
import { readMeasure } from './readings/measure.ts';
import { readMoney } from './readings/money.ts';
import { readName } from './readings/name.ts';
import { readNumber, readOrdinal } from './readings/number.ts';
import { readRatio } from './readings/ratio.ts';
import { readRoman } from './readings/roman.ts';
import { readSaying } from './readings/saying.ts';
import { readSign } from './readings/sign.ts';
import { readSmallRoman } from './readings/small-roman.ts';
import { readDuration, readLength } from './readings/duration.ts';
import { readTime } from './readings/time.ts';
import { readTranscription } from './readings/transcription.ts';
import { readUnitAlone } from './readings/unit-alone.ts';
import { readVerse } from './readings/verse.ts';
import { readWord } from './readings/word.ts';
import { findSilentRule, type SilentRule } from './silent-rules.ts';
import { say, type Reader, type Reading, type ReadPart, type Scan } from './scan/scan.ts';

/** A part of a sentence as it is spoken; offsets count in the source. */
export interface SpokenPart extends TextSlice {
  /** Words or punctuation; empty where nothing is heard. */
  readonly spoken: string;
  /** Kokoro's phonemes, where the format or the user gives them. */
  readonly phonemes?: string;
  /** Whether its letters are named one by one because that is asked for. */
  readonly isSpelled?: boolean;
  readonly kind: ReadPart['kind'];
  /** Why a silent part is silent. */
  readonly rule?: SilentRule;
  /** Whether white space stands before it. */
  readonly isSpaced: boolean;
  /** Whether it belongs to the part before it, so that a sentence is not cut between them. */
  readonly isBound: boolean;
}

interface NormaliseOptions {
  /** What the format or the user says of parts of the source. */
  readonly sayings?: readonly Saying[];
  /** The sentence that the slice is a part of, so that a part is read as in the whole; the slice if left out. */
  readonly sentence?: TextSlice;
  readonly grammar: Grammar;
  readonly options: NormalizationOptions;
}

// The first reader that knows what stands there reads it: the more special before the more general.
const numberReaders: readonly Reader[] = [
  readEmoji, readAddress, readNumericDate, readQuarter, readAngle, readLetteredPair, readOrdinal, readVerse, readDuration, readTime, readRatio, readDigits, readCalendarDate, readFraction, readMoney, readName, readFormula, readLength, readMeasure, readAcronym, readNumber,
]; // prettier-ignore
const letterReaders: readonly Reader[] = [
  readAddress, readName, readMoney, readCalendarDate, readQuarter, readCompass, readUnitAlone, readRoman, readSmallRoman, readAbbreviation, readPower, readFormula, readSign, readDigits, readAcronym, readWord,
]; // prettier-ignore
const signReaders: readonly Reader[] = [
  readEmoticon,
  readTranscription,
  readMoney,
  readDigits,
  readName,
  readPower,
  readFootnote,
  readUnitAlone,
  readSign,
  readEmoji,
  readMark,
];
const plainReaders: readonly Reader[] = [readNamedSign, readPlain, readMark];

const plain =
  /[\p{L}\p{M}\p{N}\p{Sk}\p{Sm}\p{So}](?:[\p{L}\p{M}\p{N}\p{Sk}\p{Sm}\p{So}]|['’.,:/@_-](?=[\p{L}\p{N}]))*/uy;

/** Reads a slice of a text as a person does: every part of it in spoken words, in order, each with its source. */
export function normalise(
  source: string,
  slice: TextSlice,
  { grammar, options, sayings = [], sentence = slice }: NormaliseOptions,
): SpokenPart[] {
  const folded = foldText(source, sentence, grammar.language);
  const end = folded.toFolded(slice.end);
  const scan: Scan = { text: folded.text, folded, grammar, options, ...findCapitals(folded.text) };
  const parts: SpokenPart[] = [];
  let isSpaced = false;
  for (let at = folded.toFolded(slice.start); at < end;) {
    if (scan.text.charAt(at) === ' ') {
      isSpaced = true;
      at += 1;
      continue;
    }
    const reading = readSaying(scan, at, sayings) ?? read(scan, at);
    for (const [index, part] of reading.parts.entries()) {
      const spaced: boolean = isSpaced || /\s/u.test(scan.text.charAt(part.start - 1));
      const isBound = index > 0 || isShortForm(scan, parts.at(-1), part);
      const { start, end: partEnd, ...said } = withoutUnread(part, grammar.language);
      const place = toPlace(folded.toSource(start, partEnd), parts.at(-1));
      const last = parts.at(-1);
      if (place.end === place.start && last !== undefined) {
        parts[parts.length - 1] = joinParts(last, said);
        continue;
      }
      parts.push({
        ...place,
        ...said,
        isSpaced: spaced,
        isBound,
      });
      isSpaced = part.kind === 'silent' && spaced;
    }
    at = Math.max(at + 1, reading.end);
  }
  return withSilentGaps(source, slice, parts);
}

const unread = /(?!\p{Script=Latin})\p{L}\p{M}*/gu;
const unreadInHindi = /(?!\p{Script=Latin}|\p{Script=Devanagari})\p{L}\p{M}*/gu;

/** Takes out letters that the voice would read by the names of their characters, as of `МГУ` and `#Москва`. */
function withoutUnread(part: ReadPart, language: string): ReadPart {
  if (part.kind !== 'word' || part.phonemes !== undefined) return part;
  const spoken = part.spoken.replace(language === 'hi' ? unreadInHindi : unread, '');
  if (spoken === part.spoken) return part;
  const isAnythingLeft = /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(spoken);
  return isAnythingLeft
    ? { ...part, spoken: spoken.replace(/ +/gu, ' ').trim() }
    : { ...part, spoken: '', kind: 'silent', rule: 'script' };
}

const visible = /(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}\p{P}\p{S}]/u;

/** What folding took away at the edge of a word is silent: a hyphen before a line break, a sign for what was lost. */
function withSilentGaps(source: string, slice: TextSlice, parts: readonly SpokenPart[]): SpokenPart[] {
  const whole: SpokenPart[] = [];
  let last = slice.start;
  const fill = (end: number): void => {
    for (const character of end > last ? source.slice(last, end) : '') {
      const part = { start: last, end: last + character.length };
      last = part.end;
      if (!visible.test(character)) continue;
      const rule = findSilentRule(character);
      whole.push({ ...part, spoken: '', kind: 'silent', rule, isSpaced: false, isBound: true });
    }
  };
  for (const part of parts) {
    fill(part.start);
    whole.push(part);
    last = Math.max(last, part.end);
  }
  fill(slice.end);
  return whole;
}

/** What one character says in two parts is one part. */
function joinParts(
  last: SpokenPart,
  { spoken, kind, rule }: Pick<SpokenPart, 'kind' | 'rule' | 'spoken'>,
): SpokenPart {
  if (spoken === '') return last.rule === 'mark' && rule !== undefined ? { ...last, rule } : last;
  const isWord = last.kind === 'word' || kind === 'word';
  const { start, end, isSpaced, isBound } = last;
  return {
    start,
    end,
    isSpaced,
    isBound,
    spoken: `${last.spoken} ${spoken}`.trim(),
    kind: isWord ? 'word' : kind,
  };
}

/** A sign and its mark may fold to two parts; they share no character. */
function toPlace({ start, end }: TextSlice, last: SpokenPart | undefined): TextSlice {
  const from = Math.max(start, last?.end ?? start);
  return { start: from, end: Math.max(from, end) };
}

/** Whether what was read last is a short form or a number that goes with the name or number behind it. */
function isShortForm({ text, folded }: Scan, last: SpokenPart | undefined, { start }: ReadPart): boolean {
  if (last?.kind !== 'word') return false;
  if (folded.sourceAt(start - 2).endsWith('.') || text.charAt(start - 1) === '.') return true;
  const written = text.slice(Math.max(0, start - last.spoken.length - 1), start).trim();
  return written !== last.spoken && /^[\p{Lu}\p{N}]/u.test(text.slice(start, start + 2));
}

function read(scan: Scan, at: number): Reading {
  for (const reader of chooseReaders(scan, at)) {
    const reading = reader(scan, at);
    if (reading !== null) return reading;
  }
  return readMark(scan, at);
}

function chooseReaders({ text, options }: Scan, at: number): readonly Reader[] {
  if (!options.normalize) return plainReaders;
  const start = text.slice(at, at + 3);
  if (/^\d/u.test(start)) return numberReaders;
  // A decade (`'80s`) and a decimal without its zero (`.5`).
  if (/^['.]\d/u.test(start) && !/[\p{L}\p{N}.]/u.test(text.charAt(at - 1))) return numberReaders;
  // A mark without a letter is silent.
  if (/^\p{M}/u.test(start)) return [];
  return /^\p{L}/u.test(start) ? letterReaders : signReaders;
}

/** Names a sign of money, `&`, `%` and the like where they stand, so that nothing behind reads them with a number. */
function readNamedSign({ text, grammar }: Scan, at: number): Reading | null {
  const sign = text.charAt(at);
  const name = /[\p{Sc}%&@§‰]/u.test(sign) ? (grammar.symbols[sign] ?? grammar.signs[sign]) : undefined;
  return name === undefined ? null : say(name, at, at + 1);
}

/** Leaves words, numbers and signs as they are written. */
function readPlain({ text }: Scan, at: number): Reading | null {
  plain.lastIndex = at;
  const match = plain.exec(text);
  if (match === null) return null;
  return say(match[0], at, at + match[0].length);
}

/** A sentence in capitals only, of three words or more, is read as any other; shorter ones are headings and buttons. */
function findCapitals(text: string): Pick<Scan, 'isInCapitals' | 'isShouted'> {
  if (/[\p{Ll}\p{Lo}]/u.test(text)) return { isInCapitals: false, isShouted: false };
  const words = text.match(/\p{Lu}{2,}/gu) ?? [];
  const isShouted = words.length >= 3 && words.filter((word) => word.length > 3).length >= 2;
  return { isInCapitals: (text.match(/\p{Lu}+/gu) ?? []).length >= 2, isShouted };
}
