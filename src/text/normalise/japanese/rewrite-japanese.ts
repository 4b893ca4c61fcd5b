import type { NormalizationOptions } from '../../../contract/normalization.ts';
import { createLatinRewriter } from '../rewriting/latin.ts';
import { rewrite, rewriteAll, type Rewriter, type Rewriting } from '../rewriting/rewrite.ts';
import { counterNames, sayCounted, sayDate, sayTime } from './counters.ts';
import { sayCardinal, sayDigits, sayNumber } from './number-words.ts';
import words from './words.json' with { type: 'json' };

const number = String.raw`(?:(?:[1-9]\d{0,2}(?:,\d{3}){1,8}(?!\d)|\d+)(?:\.\d+)?|(?<![\p{L}\p{N}.])\.\d+)`;
const to = String.raw`\s?[-–—~～〜−]\s?`;
const negative = String.raw`(?<![\p{Script=Latin}\p{N}.)%]|\d\s)[-−–]`;

const letters: Readonly<Record<string, string>> = words.letters;
const currencies: Readonly<Record<string, string>> = words.currencies;
const signs: Readonly<Record<string, string>> = words.signs;

const counter = toAlternatives(counterNames);
const currency = toAlternatives(Object.keys(currencies));
const numerals = '一二三四五六七八九十百千';

/** Reads numbers and what stands with them, the special before the general. */
const numberRewriters: readonly Rewriter[] = [
  rewrite(/(\d+)分の(\d+)/uy, ([, bottom = '', top = '']) =>
    own(`${sayCardinal(bottom)}ブンノ${sayCardinal(top)}`),
  ),
  rewrite(/((?:19|20)\d\d)\/(0?[1-9]|1[0-2])(?![\d/])/uy, ([, year = '', month = '']) =>
    own(`${sayCounted(year, '年')} ${sayCounted(String(Number(month)), '月')}`),
  ),
  rewrite(/(\d+)\s?[-−]\s?(?=\d+\s?=)/uy, ([, value = '']) => own(`${sayNumber(value)} マイナス`)),
  rewrite(/No\. ?(?=\d)/uy, () => own('ナンバー')),
  rewrite(/(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/uy, ([, year = '', , month = '', day = '']) =>
    isDate(month, day) ? own(sayDate(year, month, day)) : null,
  ),
  rewrite(/(?:(\d{1,4})年)?(\d{1,2})月(\d{1,2})日(?!間)/uy, ([, year = '', month = '', day = '']) =>
    isDate(month, day) ? own(sayDate(year, month, day)) : null,
  ),
  rewrite(/([01]?\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?(?![\d:])/uy, ([, hour = '', minute = '', second = '']) =>
    own(sayTime(hour, minute, second)),
  ),
  rewrite(/\s?[-–~～〜]\s?(?=(?:[01]?\d|2[0-4]):[0-5]\d(?!\d))/uy, (_, { before }) =>
    /\d:\d\d$/u.test(before) ? own('カラ') : null,
  ),
  rewrite(/(〒\s?)?(\d{3})-(\d{4})(?![\d-])/uy, ([, sign = '', ...parts]) =>
    own(`${sign === '' ? '' : 'ユービンバンゴー '}${parts.map(sayDigits).join(' ノ ')}`),
  ),
  rewrite(new RegExp(`(\\d)千(${counter})?`, 'uy'), ([, digit = '', name = '']) =>
    own(sayCounted(`${digit}000`, name)),
  ),
  rewrite(/(\d+)\s?:\s?(\d+)(?![\d:])/uy, ([, first = '', second = '']) =>
    own(`${sayCardinal(first)}タイ${sayCardinal(second)}`),
  ),
  rewrite(/(0\d{1,4})-(\d{1,4})-(\d{3,4})(?!\d)/uy, ([, ...parts]) => own(parts.map(sayDigits).join(' ノ '))),
  rewrite(/(\d+)\/(\d+)(?![\d/])/uy, ([, top = '', bottom = '']) =>
    own(`${sayCardinal(bottom)}ブンノ${sayCardinal(top)}`),
  ),
  rewrite(
    new RegExp(String.raw`(${negative})?(${currency})\s?(${number})\s?([万億兆])?`, 'uy'),
    ([, minus = '', sign = '', value = '', many = '']) =>
      own(
        toMinus(minus) +
          (many === '' ? sayNumber(value) : sayCounted(value, many)) +
          (currencies[sign] ?? ''),
      ),
  ),
  rewrite(
    new RegExp(String.raw`(${negative})?(${number})\s?(${counter})?${to}(?=\d)`, 'uy'),
    ([, minus = '', value = '', name = '']) => own(`${toMinus(minus)}${sayCounted(value, name)} カラ`),
  ),
  rewrite(
    new RegExp(String.raw`(${negative})?(${number})\s?(${counter})`, 'uy'),
    ([, minus = '', value = '', name = '']) => own(toMinus(minus) + sayCounted(value, name)),
  ),
  rewrite(new RegExp(`(${negative})?(${number})`, 'uy'), ([, minus = '', value = '']) =>
    own(toMinus(minus) + (/^\d{13,}$/u.test(value) ? sayDigits(value) : sayNumber(value))),
  ),
  rewrite(
    new RegExp(`(?<!\\p{Script=Han})([${numerals}]+)月([${numerals}]+)日(?![本間])`, 'uy'),
    ([, month = '', day = '']) => {
      const [months, days] = [toDigits(month), toDigits(day)];
      return isDate(months, days) ? own(sayDate('', months, days)) : null;
    },
  ),
  rewrite(
    new RegExp(`(?<![\\p{Script=Han}]|[${numerals}])([${numerals}]+)(${counter})(?!\\p{Script=Han})`, 'uy'),
    ([, value = '', name = '']) => (value + name === '十分' ? null : own(sayCounted(toDigits(value), name))),
  ),
];

/** Names letters. */
const letterRewriters: readonly Rewriter[] = [
  rewrite(/(?<![A-Za-z])[A-Z]{1,5}(?![A-Za-z'’.@/])/uy, ([capitals = '']) =>
    own(Array.from(capitals, (letter) => letters[letter] ?? '').join('')),
  ),
];

/** Names signs. */
const signRewriters: readonly Rewriter[] = [
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

/** Katakana between spaces is one word, which is spoken as it is written. */
function own(spoken: string): string {
  return ` ${spoken} `;
}

function toAlternatives(names: readonly string[]): string {
  const sorted = names.toSorted((first, second) => second.length - first.length);
  const escaped = sorted.map((name) => name.replace(/[$+*.()/]/gu, String.raw`\$&`));
  return `(?:${escaped.map((name) => (/[A-Za-z]$/u.test(name) ? `${name}(?![A-Za-z/²])` : name)).join('|')})`;
}

function isDate(month: string, day: string): boolean {
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31;
}

function toMinus(sign: string): string {
  return sign === '' ? '' : 'マイナス';
}

/** Converts a numeral in Han characters, less than 10 000, to digits. */
function toDigits(numeral: string): string {
  if (!/[十百千]/u.test(numeral)) {
    return numeral.replace(/./gu, (digit) => String(numerals.indexOf(digit) + 1));
  }
  let [value, digit] = [0, 0];
  for (const character of numeral) {
    const place = { 十: 10, 百: 100, 千: 1000 }[character];
    if (place === undefined) digit = numerals.indexOf(character) + 1;
    else {
      value += Math.max(digit, 1) * place;
      digit = 0;
    }
  }
  return String(value + digit);
}
