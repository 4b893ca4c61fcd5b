import type { NumberForm } from '../grammar/grammar.ts';
import { join, matchAt, type Reading, say, type Scan, toForm } from '../scan/scan.ts';
import { halves, isFraction } from './pair.ts';
import { parseUnit } from './unit.ts';

const mixed = /(\d{1,4})(?: and | |-| (?:e|y|et) (?=1\/2(?!\d)))(\d{1,3})\/(\d{1,3})(?![\d/]|\.\d)/uy;
const quantity = /(?:(\d{1,4})(?: (\d{1,3})\/(\d{1,3}))?|(\d{1,3})\/(\d{1,3}))(?![\d/]|[.,]\d)/uy;
const rangeSign = /["']? ?[-–—] ?/uy;

/** Reads a whole number with a fraction: `2 1/2`. */
export function readMixed(scan: Scan, at: number): Reading | null {
  const match = matchAt(mixed, scan.text, at);
  if (match === null) return null;
  const [whole, count = '', numerator = '', denominator = ''] = match;
  if (!isFraction(numerator, denominator)) return null;
  const halved = readHalved(scan, at, { match, count, numerator, denominator });
  if (halved !== null) return halved;
  const words = sayMixed(scan, { count, numerator, denominator }, toForm(scan, at + whole.length));
  return words === null ? null : withUnit(scan, say(words, at, at + whole.length));
}

/** Says a whole number and its fraction: "two and a half". */
function sayMixed(
  { grammar }: Scan,
  { count, numerator, denominator }: Omit<MixedNumber, 'match'>,
  counted: NumberForm,
): string | null {
  const { numbers, language } = grammar;
  const own = numbers.mixed?.(count, numerator, denominator) ?? null;
  const fraction = own === null ? numbers.fraction(numerator, denominator, counted) : null;
  if (fraction === null) return own;
  const half = language.startsWith('en')
    ? fraction.replace(/^one (half|quarter)$/u, 'a $1')
    : fraction.replace(/^uno? (m[eé]dio|meio|mezzo)$/u, '$1').replace(/^(?:um|une?) (meio|demie?)$/u, '$1');
  const form = { gender: counted.gender, isBeforeNoun: counted.gender === 'f' };
  return `${numbers.cardinal(count, form)} ${numbers.and} ${half}`;
}

interface MixedNumber {
  readonly match: RegExpExecArray;
  readonly count: string;
  readonly numerator: string;
  readonly denominator: string;
}

/** `2 1/2 horas` is "dos horas y media": Romance languages put the noun between the number and its fraction. */
function readHalved(
  scan: Scan,
  at: number,
  { match, count, numerator, denominator }: MixedNumber,
): Reading | null {
  const { numbers, language } = scan.grammar;
  if (!/^(?:es|fr|it|pt-br)$/u.test(language)) return null;
  const end = at + match[0].length;
  const unit = parseUnit(scan, end);
  const word = /^ (\p{L}{3,})/u.exec(scan.text.slice(end, end + MOST_NOUN_LETTERS))?.[1] ?? '';
  const counted = toForm(scan, end);
  // French and Portuguese have the noun in the singular below two, others in the plural.
  const isOneOfMany = count === '1' && !/^(?:fr|pt-br)$/u.test(language);
  if (unit === null && (word === '' || !counted.isBeforeNoun || isOneOfMany)) return null;
  const gender = unit?.noun.gender ?? (unit === null ? counted.gender : 'm');
  const fraction = numbers.fraction(numerator, denominator, { gender, isBeforeNoun: true });
  if (fraction === null) return null;
  const half = /mezz|demi|medi|mei/u.test(fraction) ? (halves[language]?.[gender] ?? fraction) : fraction;
  const noun = unit === null ? word : count === '1' ? unit.noun.one : unit.noun.many;
  const whole = numbers.cardinal(count, { gender, isBeforeNoun: true });
  return say(`${whole} ${noun} ${numbers.and} ${half}`, at, unit?.end ?? end + 1 + word.length);
}

/** A word that is longer than this is read as what comes behind the number. */
const MOST_NOUN_LETTERS = 40;

interface Quantity {
  readonly end: number;
  readonly count: string;
  readonly numerator: string;
  readonly denominator: string;
}

function parseQuantity({ text }: Scan, at: number): Quantity | null {
  // `3/4` is no three before a sign.
  const alone = matchAt(/(\d{1,3})\/(\d{1,3})(?![\d/]|[.,]\d)/uy, text, at);
  const match = alone ?? matchAt(quantity, text, at);
  if (match === null) return null;
  const [written, first = '', second = '', third = ''] = match;
  const [count, numerator, denominator] = alone === null ? [first, second, third] : ['', first, second];
  if (numerator !== '' && !isFraction(numerator, denominator)) return null;
  return { end: at + written.length, count, numerator, denominator };
}

/** `1 1/2–2 cups`, `1-1 1/2 cups`, `1/2-1 tsp`: amounts of the same thing, one of which is broken. */
export function readQuantities(scan: Scan, at: number): Reading | null {
  const { text, grammar } = scan;
  const lower = parseQuantity(scan, at);
  const range = lower === null ? null : matchAt(rangeSign, text, lower.end);
  const upper = lower === null || range === null ? null : parseQuantity(scan, lower.end + range[0].length);
  if (lower === null || upper === null) return null;
  const isBroken =
    (lower.numerator !== '' && upper.count !== '') || (upper.count !== '' && upper.numerator !== '');
  if (!isBroken || toValue(lower) >= toValue(upper)) return null;
  const unit = parseUnit(scan, upper.end);
  const counted =
    unit === null ? toForm(scan, upper.end) : { gender: unit.noun.gender ?? 'm', isBeforeNoun: true };
  // `3/4-5` may be days.
  if (!counted.isBeforeNoun && upper.numerator === '') return null;
  const words = [lower, upper].map((side) => sayQuantity(scan, side, counted));
  const spoken = words.join(` ${grammar.numbers.to} `);
  if (unit === null) return say(spoken, at, upper.end);
  const name = toValue(upper) > 1 && text.charAt(upper.end) !== '-' ? unit.noun.many : unit.noun.one;
  return join(say(spoken, at, upper.end), say(name, unit.start, unit.end));
}

function toValue({ count, numerator, denominator }: Quantity): number {
  return Number(count) + (numerator === '' ? 0 : Number(numerator) / Number(denominator));
}

function sayQuantity(scan: Scan, { count, numerator, denominator }: Quantity, counted: NumberForm): string {
  const { numbers, language } = scan.grammar;
  if (numerator === '') return numbers.cardinal(count, counted);
  const half = halves[language]?.[counted.gender];
  // French says "un demi" before what is counted, and "et demie" behind it.
  const isHalf =
    `${numerator}/${denominator}` === '1/2' && (count !== '' || language !== 'fr') && half !== undefined;
  const own = isHalf ? half : (numbers.fraction(numerator, denominator, counted) ?? '');
  if (count === '') return own;
  if (isHalf)
    return `${numbers.cardinal(count, { ...counted, isBeforeNoun: counted.gender === 'f' })} ${numbers.and} ${half}`;
  return sayMixed(scan, { count, numerator, denominator }, counted) ?? '';
}

/** Adds the unit behind a number, in the plural. */
export function withUnit(scan: Scan, said: Reading): Reading {
  const unit = parseUnit(scan, said.end);
  return unit === null ? said : join(said, say(unit.noun.many, unit.start, unit.end));
}
