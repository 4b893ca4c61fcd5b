import { matchAt, sayDigits, type Scan } from './scan.ts';
import type { NumberForm } from '../grammar/grammar.ts';
import { countedDecimals } from '../grammar/romance-money.ts';

/** A number as it was written. */
export interface Numeral {
  readonly end: number;
  /** Digits without grouping; empty for `.5`. */
  readonly integer: string;
  readonly fraction: string | null;
  readonly isGrouped: boolean;
}

// At most twenty groups: no number is longer, and a longer row of groups must not be read again and again.
const notMore = '(?![\\d]|[.,]\\d)';
const grouped = {
  '.': [
    /(\d{1,3}(?:,\d{3}){1,20}|\d{1,2}(?:,\d{2}){1,20},\d{3})(?:\.(\d{1,40}))?(?!\d|[.,]\d)/uy,
    /(\d{1,3}(?:\.\d{3}){2,20})(?:,(\d{1,40}))?(?!\d|[.,]\d)/uy,
    /(\d{1,3}(?:\.\d{3}){1,20}),(\d{1,2})(?!\d|[.,]\d)/uy,
  ],
  ',': [
    /(\d{1,3}(?:\.\d{3}){1,20})(?:,(\d{1,40}))?(?!\d|[.,]\d)/uy,
    /(\d{1,3}(?:,\d{3}){2,20})(?:\.(\d{1,40}))?(?!\d|[.,]\d)/uy,
    /(\d{1,3}(?:,\d{3}){1,20})\.(\d{1,2})(?!\d|[.,]\d)/uy,
  ],
};
const spaced = /(\d{1,3}(?: \d{3}){1,20})(?:[.,](\d{1,40}))?(?!\d|[.,-]\d| \d)/uy;
const marked = new RegExp(
  `(\\d{1,3}(?:'\\d{3}){1,20}|\\d{1,3}(?:_\\d{3}){1,20})(?:[.,](\\d{1,40}))?${notMore}`,
  'uy',
);
const decimal = { '.': /(\d*)\.(\d+)(?!\d|\.\d)/uy, ',': /(\d*),(\d+)(?!\d|,\d)/uy };
const shortDecimal = { '.': /(\d+),(\d{1,2})(?!\d|[.,]\d)/uy, ',': /(\d+)\.(\d{1,2})(?!\d|[.,]\d)/uy };
const foreignDecimal = /(\d*)\.(\d{1,40})(?!\d|\.\d)/uy;
/** `1'80 m` in Spain. */
const apostrophe = /(\d{1,3})'(\d{1,2})(?!['"\d]|[.,]\d)/uy;
const plain = /(\d+)/uy;

/** Parses the number at an offset: any grouping, and the decimal sign of the language, or the other where it is plain. */
export function parseNumeral({ text, grammar }: Scan, at: number): Numeral | null {
  const sign = grammar.numbers.decimalSign;
  const isInner = /[\d]/u.test(text.charAt(at - 1));
  if (isInner) return null;
  for (const pattern of [...grouped[sign], spaced, marked]) {
    const match = matchAt(pattern, text, at);
    if (match !== null && !(match[1] ?? '').startsWith('0')) return toNumeral(match, true);
  }
  const match =
    matchAt(decimal[sign], text, at) ??
    (sign === ',' ? matchAt(foreignDecimal, text, at) : null) ??
    (grammar.language === 'es' ? matchAt(apostrophe, text, at) : null) ??
    matchAt(plain, text, at);
  return match === null ? null : toNumeral(match, false);
}

/** Parses a number that may have the decimal sign of another language, as amounts of money have. */
export function parseAmount(scan: Scan, at: number): Numeral | null {
  const short = matchAt(shortDecimal[scan.grammar.numbers.decimalSign], scan.text, at);
  return short === null || /\d/u.test(scan.text.charAt(at - 1))
    ? parseNumeral(scan, at)
    : toNumeral(short, false);
}

function toNumeral(match: RegExpExecArray, isGrouped: boolean): Numeral {
  return {
    end: match.index + match[0].length,
    integer: (match[1] ?? '').replace(/\D/gu, ''),
    fraction: match[2] ?? null,
    isGrouped,
  };
}

/** Longer numbers are read digit by digit. */
const MAX_CARDINAL_DIGITS = 18;

const decimalForm: NumberForm = { gender: 'm', isBeforeNoun: false };

/** Says a number: a leading zero makes it a code, which is said digit by digit, as decimals are in most languages. */
export function sayNumeral(scan: Scan, { integer, fraction }: Numeral, form: NumberForm): string {
  const { numbers } = scan.grammar;
  if (fraction !== null) {
    const whole = numbers.cardinal(integer === '' ? '0' : integer.slice(0, MAX_CARDINAL_DIGITS), {
      ...form,
      isBeforeNoun: false,
    });
    const isCounted = numbers.hasCountedDecimals === true && countedDecimals.test(fraction);
    const decimals = isCounted ? numbers.cardinal(fraction, decimalForm) : sayDigits(scan, fraction);
    return `${whole} ${numbers.point} ${decimals}`;
  }
  const isCode = (integer.length > 1 && integer.startsWith('0')) || integer.length > MAX_CARDINAL_DIGITS;
  return isCode ? sayDigits(scan, integer) : numbers.cardinal(integer, form);
}

/** Whether the number counts exactly one. */
export function isOne({ integer, fraction }: Numeral): boolean {
  return integer === '1' && fraction === null;
}

/** Whether digits have the value nought, which has no ordinal form in most languages. */
export function isNought(digits: string): boolean {
  return /^0+$/u.test(digits);
}
