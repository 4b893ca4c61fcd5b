import { type Lexicon, toPlainQuery } from './lexicon.ts';
import { toCardinal, toDecimal, toDigitNames, toOrdinal, toYear } from './number-words.ts';
import { applyStress } from './stress.ts';
import { pastSuffix, pluralSuffix, progressiveSuffix } from './suffixes.ts';

/** A number as it stands in a text. */
export interface WrittenNumber {
  /** ASCII digits with points and commas, a minus sign before them or an ending behind them, e.g. `-1,234.5`, `1990s`. */
  readonly text: string;
  /** The sign of money before it. */
  readonly currency: Currency | null;
  /** Whether it begins a word; within one, as in `GPT4`, digits are read apart. */
  readonly isHead: boolean;
}

/** The signs of money that are spoken behind the number. */
export type Currency = '$' | '£' | '€';

const units: Readonly<Record<Currency, readonly [whole: string, part: string]>> = {
  $: ['dollar', 'cent'],
  '£': ['pound', 'pence'],
  '€': ['euro', 'cent'],
};

const plurals: ReadonlySet<string> = new Set(['dollars', 'pounds', 'euros', 'cents']);

const written = /^(-?)([\d.,]*\d[\d.,]*)(ing|'d|ed|'s|st|nd|rd|th|s)?$/u;

/** Whether a sign is one of money. */
export function isCurrency(sign: string): sign is Currency {
  return sign in units;
}

/** Speaks the name of a sum's unit: the plural, as behind "5 million". */
export function sayCurrency(currency: Currency, lexicon: Lexicon): string {
  return sayUnit(`${units[currency][0]}s`, lexicon);
}

/** Speaks a number; null for what is none. */
export function sayNumber({ text, currency, isHead }: WrittenNumber, lexicon: Lexicon): string | null {
  const [, minus = '', number = '', ending] = written.exec(text) ?? [];
  if (number === '' || (minus !== '' && !isHead)) return null;
  const isRank = ending !== undefined && /^(?:st|nd|rd|th)$/u.test(ending);
  const words = toWords(number, { currency, isHead, isRank, isNegative: minus !== '' });
  if (words.length === 0) return null;
  const spoken = [...(minus === '' ? [] : ['minus']), ...words]
    .map((word) => sayWord(word, lexicon))
    .join(' ');
  return addEnding(spoken, ending, lexicon);
}

interface NumberKind {
  readonly currency: Currency | null;
  readonly isHead: boolean;
  readonly isRank: boolean;
  readonly isNegative: boolean;
}

function toWords(number: string, { currency, isHead, isRank, isNegative }: NumberKind): string[] {
  const isDigits = /^\d+$/u.test(number);
  const parts = number.replaceAll(',', '').split('.');
  const [whole = '', fraction = ''] = parts;
  if (isDigits && isRank) return toOrdinal(number);
  if (isDigits && number.length === 4 && currency === null && !isNegative) return toYear(number);
  if (!isHead && parts.length === 1) return toInnerNumber(whole);
  if (!isHead || parts.length > 2) return parts.flatMap(toPart);
  if (currency !== null && fraction.length < 3) return toSum(whole, fraction, units[currency]);
  if (parts.length === 2) return toDecimal(parts.join('.'));
  return isRank ? toOrdinal(whole) : toCardinal(whole);
}

/** Reads digits within a word: `747` seven forty seven, `101` one oh one, longer ones one by one. */
function toInnerNumber(digits: string): string[] {
  if (digits.startsWith('0') || digits.length > 3) return toDigitNames(digits);
  if (digits.length < 3 || digits.endsWith('00')) return toCardinal(digits);
  const [first, rest] = [digits.slice(0, 1), digits.slice(1)];
  const tail = rest.startsWith('0') ? ['O', ...toCardinal(rest.slice(1))] : toCardinal(rest);
  return [...toCardinal(first), ...tail];
}

/** Reads a part of a number with several points, such as a version: two digits together, others one by one. */
function toPart(digits: string): string[] {
  if (digits === '') return [];
  const isRound = digits.length === 2 || /^\d0*$/u.test(digits);
  return digits.startsWith('0') || !isRound ? toDigitNames(digits) : toCardinal(digits);
}

/** Names a sum of money, without a part that is zero. */
function toSum(whole: string, fraction: string, [unit, part]: readonly [string, string]): string[] {
  const [wholeCount, partCount] = [toCardinal(whole || '0'), toCardinal(fraction || '0')];
  const wholeWords = [...wholeCount, isOne(wholeCount) ? unit : `${unit}s`];
  if (isZero(partCount)) return wholeWords;
  const partWords = [...partCount, isOne(partCount) || part === 'pence' ? part : `${part}s`];
  return isZero(wholeCount) ? partWords : [...wholeWords, 'and', ...partWords];
}

function isOne(words: readonly string[]): boolean {
  return words.length === 1 && words[0] === 'one';
}

function isZero(words: readonly string[]): boolean {
  return words.length === 1 && words[0] === 'zero';
}

function sayWord(word: string, lexicon: Lexicon): string {
  if (word === 'point' || word === 'O') return applyStress(sayListed(word, lexicon), -2);
  return plurals.has(word) ? sayUnit(word, lexicon) : sayListed(word, lexicon);
}

/** A plural is made by rule, whatever the list says of it. */
function sayUnit(word: string, lexicon: Lexicon): string {
  return pluralSuffix.addTo(sayListed(word.slice(0, -1), lexicon), lexicon.accent) ?? '';
}

function sayListed(word: string, lexicon: Lexicon): string {
  return lexicon.lookUp(toPlainQuery(word)) ?? lexicon.say(toPlainQuery(word)) ?? '';
}

function addEnding(spoken: string, ending: string | undefined, { accent }: Lexicon): string | null {
  if (ending === 's' || ending === "'s") return pluralSuffix.addTo(spoken, accent) ?? null;
  if (ending === 'ed' || ending === "'d") return pastSuffix.addTo(spoken, accent) ?? null;
  if (ending === 'ing') return progressiveSuffix.addTo(spoken, accent) ?? null;
  return spoken;
}
