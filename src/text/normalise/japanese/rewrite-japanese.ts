import type { NormalizationOptions } from '../../../contract/normalization.ts';
import { createLatinRewriter } from '../rewriting/latin.ts';
import {
  isNumbered,
  rewrite,
  rewriteAll,
  type Rewriter,
  type Rewriting,
  rewriteAnswer,
  rewriteVariable,
  topicRewriters,
  withoutLastZeros,
} from '../rewriting/rewrite.ts';
import { parseRoman } from '../scan/roman-numeral.ts';
import { counterNames, isDate, sayCounted, sayDate, sayTime } from './counters.ts';
import { hanNumeralRewriters, toAlternatives } from './han-numerals.ts';
import { sayCardinal, sayDigits, sayNumber } from './number-words.ts';
import { number, own, perUnitRewriters } from './per-unit.ts';
import { placeRewriters } from './places.ts';
import { sayScore, scoreRewriters } from './scores.ts';
import words from './words.json' with { type: 'json' };

const to = String.raw`\s?[-–—~～〜−]\s?`;
const negative = String.raw`(?<![\p{Script=Latin}\p{N}.)%]|\d\s)[-−–]`;

const letters: Readonly<Record<string, string>> = words.letters;
const currencies: Readonly<Record<string, string>> = words.currencies;
const cents: Readonly<Record<string, string>> = words.cents;
const acronyms: Readonly<Record<string, string>> = words.acronyms;
const signs: Readonly<Record<string, string>> = words.signs;

const counter = toAlternatives(counterNames);
const currency = toAlternatives(Object.keys(currencies));
const weekdays: Readonly<Record<string, string>> = words.weekdays;

/** Reads numbers and what stands with them, the special before the general. */
const numberRewriters: readonly Rewriter[] = [
  // An address of a computer, or a version.
  rewrite(/\d{1,3}(?:\.\d{1,3}){2,5}(?![\d.]\d|\d)/uy, ([written = '']) => {
    const parts = written.split('.');
    return isAddress(parts)
      ? own(parts.map(parts.length === 4 ? sayDigits : sayCardinal).join('テン'))
      : null;
  }),
  rewrite(/\+(\d{1,3})[- ]((?:\d{1,4}[- ]){1,3}\d{3,4})(?!\d)/uy, ([, country = '', rest = '']) =>
    own(`プラス ${[country, ...rest.split(/[- ]/u)].map(sayDigits).join(' ノ ')}`),
  ),
  rewrite(/(?:\^|\*\*)([-−]?)(\d{1,6})(?!\d)/uy, ([, minus = '', exponent = ''], { before }) =>
    /[\p{L}\p{N})]$/u.test(before) ? own(`ノ${toMinus(minus)}${sayCardinal(exponent)}ジョー`) : null,
  ),
  rewrite(/[⁻⁰¹²³⁴-⁹]{1,6}/uy, ([raised = ''], { before }) =>
    /[\p{Script=Latin}\p{N})]$/u.test(before) && /[⁰¹²³⁴-⁹]/u.test(raised) ? own(sayRaised(raised)) : null,
  ),
  rewrite(
    /(?<=第\s?)[IVX]{1,7}(?![A-Za-z])|(?<![A-Za-z])(?:I{2,3}|IV|VI{1,3}|IX|XI{1,2})(?![A-Za-z0-9'’.])/uy,
    ([numeral = '']) => {
      const value = parseRoman(numeral);
      return value === null ? null : own(sayCardinal(String(value)));
    },
  ),
  // A day with its weekday, or with what happens on it; `1/2` and the like are fractions before them, too.
  rewrite(
    /(1[0-2]|0?[1-9])\/(3[01]|[12]\d|0?[1-9])(?=\s?[(（][月火水木金土日祝])/uy,
    ([, month = '', day = '']) => own(sayDate('', month, day)),
  ),
  rewrite(
    /(1[0-2]|0?[1-9])\/(3[01]|[12]\d|0?[1-9])(?=\s?(?:に|から|より|まで|[~〜～-]\s?\d{1,2}\/\d))/uy,
    ([written = '', month = '', day = '']) =>
      usualFractions.has(written) ? null : own(sayDate('', month, day)),
  ),
  // The second of two days: 4/1〜4/5.
  rewrite(/(1[0-2]|0?[1-9])\/(3[01]|[12]\d|0?[1-9])(?![\d/])/uy, ([, month = '', day = ''], { before }) =>
    isBehindDay(before) ? own(sayDate('', month, day)) : null,
  ),
  rewrite(/(\d+) (\d+)\/(\d+)(?![\d/])/uy, ([, whole = '', top = '', bottom = '']) =>
    Number(top) < Number(bottom)
      ? own(`${sayCardinal(whole)} ト ${sayCardinal(bottom)}ブンノ${sayCardinal(top)}`)
      : null,
  ),
  ...scoreRewriters,
  rewrite(/(?<=\d\s?)([ap])\.?m\.?(?![A-Za-z])/iuy, ([, half = '']) =>
    own(half.toLowerCase() === 'a' ? 'エーエム' : 'ピーエム'),
  ),
  rewrite(new RegExp(String.raw`(${number})\s?[x×*]\s?(?=\d)`, 'uy'), ([, value = '']) =>
    own(`${sayNumber(value)} カケル`),
  ),
  rewrite(/(\d+)分の(\d+)/uy, ([, bottom = '', top = '']) =>
    own(`${sayCardinal(bottom)}ブンノ${sayCardinal(top)}`),
  ),
  rewrite(/((?:19|20)\d\d)\/(0?[1-9]|1[0-2])(?![\d/])/uy, ([, year = '', month = '']) =>
    own(`${sayCounted(year, '年')} ${sayCounted(String(Number(month)), '月')}`),
  ),
  rewrite(/(\d+)\s?[-−]\s?(?=\d+\s?=)/uy, ([, value = '']) => own(`${sayNumber(value)} マイナス`)),
  // The weekday of a date: `5月1日(水)`.
  rewrite(/(?<=[\d日]\s?[(（])[月火水木金土日](?=[)）・･])/uy, ([day = '']) => own(weekdays[day] ?? '')),
  rewrite(/No\. ?(?=\d)/uy, () => own('ナンバー')),
  rewrite(/(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/uy, ([, year = '', , month = '', day = '']) =>
    isDate(month, day) ? own(sayDate(year, month, day)) : null,
  ),
  rewrite(/(?:(\d{1,4})年)?(\d{1,2})月(\d{1,2})日(?!間)/uy, ([, year = '', month = '', day = '']) =>
    isDate(month, day) ? own(sayDate(year, month, day)) : null,
  ),
  rewrite(
    /(?<!(?:縮尺|比率?|割合)[はが]?\s?)([01]?\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?(?![\d:])/uy,
    ([, hour = '', minute = '', second = '']) => own(sayTime(hour, minute, second)),
  ),
  rewrite(/\s?[-–~～〜]\s?(?=\d)/uy, (_, { before }) =>
    /(?:\d:\d\d|\d[年月日時分](?:[(（][月火水木金土日][)）])?)$/u.test(before) || isBehindDay(`${before}-`)
      ? own('カラ')
      : null,
  ),
  rewrite(/(〒\s?)?(\d{3})-(\d{4})(?![\d-])/uy, ([, sign = '', ...parts]) =>
    own(`${sign === '' ? '' : 'ユービンバンゴー '}${parts.map(sayDigits).join(' ノ ')}`),
  ),
  rewrite(new RegExp(`(\\d)千(${counter})?`, 'uy'), ([, digit = '', name = '']) =>
    own(sayCounted(`${digit}000`, name)),
  ),
  rewrite(/(\d+)\s?:\s?(\d+)(?![\d:])/uy, (ratio, { before }) =>
    isNumbered(before) ? null : sayScore(ratio),
  ),
  rewriteVariable(' マイナス '),
  rewriteAnswer(' マル ', ' バツ '),
  rewrite(/(0\d{1,4})-(\d{1,4})-(\d{3,4})(?!\d)/uy, ([, ...parts]) => own(parts.map(sayDigits).join(' ノ '))),
  ...placeRewriters,
  rewrite(/(\d+)\/(\d+)(?![\d/])/uy, ([, top = '', bottom = '']) =>
    own(
      isFraction(top, bottom)
        ? `${sayCardinal(bottom)}ブンノ${sayCardinal(top)}`
        : `${sayCardinal(top)} ${sayCardinal(bottom)}`,
    ),
  ),
  ...perUnitRewriters,
  rewrite(
    new RegExp(String.raw`(${negative})?(${currency})\s?(${number})\s?([万億兆])?円?`, 'uy'),
    ([, minus = '', sign = '', value = '', many = '']) =>
      sayCents(minus, sign, value) ??
      own(
        toMinus(minus) +
          (many === '' ? sayNumber(withoutLastZeros(value)) : sayCounted(value, many)) +
          (currencies[sign] ?? ''),
      ),
  ),
  rewrite(
    new RegExp(String.raw`(${negative})?(${number})\s?(${counter})?${to}(?=\d)`, 'uy'),
    ([, minus = '', value = '', name = '']) => own(`${toMinus(minus)}${sayCounted(value, name)} カラ`),
  ),
  // What is compared stands before the word: ≥18歳 is 18歳以上.
  rewrite(
    new RegExp(String.raw`(≥|≤|(?<![\p{L}\p{N})\]]\s?)[<>])\s?(${number})\s?(${counter}|[%％])?`, 'uy'),
    ([, sign = '', value = '', name = '']) => own(`${sayCounted(value, name)} ${compared[sign] ?? ''}`),
  ),
  rewrite(
    new RegExp(String.raw`(${negative})?(${number})\s?(${counter})`, 'uy'),
    ([, minus = '', value = '', name = '']) => own(toMinus(minus) + sayCounted(value, name)),
  ),
  rewrite(new RegExp(`(${negative})?(${number})`, 'uy'), ([, minus = '', value = ''], { before }) => {
    const isLong = /^\d{13,}$/u.test(value) || (/^\d{3,}$/u.test(value) && isCalled.test(before));
    return own(toMinus(minus) + (isLong ? sayDigits(value) : sayNumber(value)));
  }),
  ...hanNumeralRewriters,
];

/** Names letters. */
const letterRewriters: readonly Rewriter[] = [
  rewrite(/(?<=[A-Za-z])\s?[~～〜]\s?(?=[A-Za-z](?![A-Za-z]))/uy, () => own('カラ')),
  rewrite(/IoT(?![A-Za-z])/uy, () => own(Array.from('IOT', (letter) => letters[letter] ?? '').join(''))),
  rewrite(/(?<![A-Za-z])[A-Z]{1,6}(?![A-Za-z'’.@/])/uy, ([capitals = '']) =>
    own(acronyms[capitals] ?? Array.from(capitals, (letter) => letters[letter] ?? '').join('')),
  ),
];

/** Names signs. */
const signRewriters: readonly Rewriter[] = [
  ...topicRewriters,
  rewrite(new RegExp(toAlternatives(Object.keys(signs)), 'uy'), ([sign = '']) => own(signs[sign] ?? '')),
];

/** Reads numbers, counters, dates, amounts, signs and Latin letters in a Japanese text; kana and Han characters stay as they are. */
export function rewriteJapanese(text: string, options: NormalizationOptions): Rewriting[] {
  return rewriteAll(text, [
    ...numberRewriters,
    ...letterRewriters,
    createLatinRewriter(options),
    ...signRewriters,
  ]);
}

const compared: Readonly<Record<string, string>> = {
  '≥': 'イジョー',
  '≤': 'イカ',
  '<': 'ミマン',
  '>': 'チョー',
};
/** What has a number that is named digit by digit. */
const isCalled = /(?:番号|コード|パスワード|PIN|ID|内線|Tel|TEL)(?:は|が|:|：|\s)*$/u;

const usualFractions = new Set([
  '1/2',
  '1/3',
  '2/3',
  '1/4',
  '3/4',
  '1/5',
  '2/5',
  '3/5',
  '4/5',
  '1/8',
  '1/10',
]);

/** Whether a day with its month and the sign of a range end a text. */
function isBehindDay(before: string): boolean {
  const [, day] =
    /(?<![\d/])((?:1[0-2]|0?[1-9])\/(?:3[01]|[12]\d|0?[1-9]))\s?[-~〜～]\s?$/u.exec(before) ?? [];
  return day !== undefined && !usualFractions.has(day);
}

/** `24/7` and `120/80` are two numbers. */
function isFraction(top: string, bottom: string): boolean {
  return Number(bottom) > 0 && (Number(top) < Number(bottom) || (Number(top) < 20 && Number(bottom) < 11));
}

function isAddress(parts: readonly string[]): boolean {
  return !parts.every((part, index) => index === 0 || part.length === 3);
}

const raisedDigits = '⁰¹²³⁴⁵⁶⁷⁸⁹';

function sayRaised(raised: string): string {
  const digits = raised.replace(/[^⁻]/gu, (digit) => String(raisedDigits.indexOf(digit)));
  return `ノ${toMinus(digits.startsWith('⁻') ? '-' : '')}${sayCardinal(digits.replaceAll('⁻', ''))}ジョー`;
}

/** `$3.50` is three dollars and fifty cents. */
function sayCents(minus: string, sign: string, value: string): string | null {
  const [, main = '', small = ''] = /^([\d,]+)\.(\d\d)$/u.exec(value) ?? [];
  const name = cents[sign];
  if (name === undefined || small === '') return null;
  const count = Number(small);
  const rest = count === 0 ? '' : ` ${sayCardinal(String(count))}${name}`;
  const whole = main === '0' && count > 0 ? '' : `${sayNumber(main)}${currencies[sign] ?? ''}`;
  return own(`${toMinus(minus)}${whole}${rest}`.replace(/^ /u, ''));
}

function toMinus(sign: string): string {
  return sign === '' ? '' : 'マイナス';
}
