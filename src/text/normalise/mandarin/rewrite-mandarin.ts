import type { NormalizationOptions } from '../../../contract/normalization.ts';
import { createLatinRewriter } from '../rewriting/latin.ts';
import {
  isInHanText,
  isNumbered,
  rewrite,
  rewriteAll,
  type Rewriter,
  type Rewriting,
  rewriteAnswer,
  rewriteVariable,
  tagRewriters,
} from '../rewriting/rewrite.ts';
import { certainUnit, toUnitSymbol } from '../scan/certain-unit.ts';
import { parseRoman } from '../scan/roman-numeral.ts';
import { codeRewriters } from './codes.ts';
import { moneyRewriters } from './money.ts';
import { sayCardinal, sayCount, sayDigits, sayNumber, sayNumberOfOne } from './number-words.ts';
import { negative, number, toAlternatives, toMinus, unitAlone, units } from './patterns.ts';
import { rangeRewriters, to } from './ranges.ts';
import words from './words.json' with { type: 'json' };

const clock = String.raw`([01]?\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?(?![\d:])`;

const signs: Readonly<Record<string, string>> = words.signs;

const unit = `${toAlternatives(units)}(?![A-Za-z/²³])`;
/** The words before a number that is named digit by digit. */
const named =
  /(?:(?:拨打|电话|[Tt][Ee][Ll]|手机|分机|尾号|房间|热线|致电|号码|编号|密码|验证码|邮编|单号|卡号|账号|帐号|证号|学号|工号|会员号|航班|QQ[群号]?|群号|微信号?)(?:是|为|:|：|\s)*|\p{Script=Han}[号码](?:是|为|:|：)\s?)$/u;

/** Reads numbers and what stands with them, the special before the general. */
const numberRewriters: readonly Rewriter[] = [
  ...codeRewriters,
  rewrite(/\d{1,3}(?:\.\d{1,3}){2,5}(?![\d.]\d|\d)/uy, ([written = '']) => {
    const parts = written.split('.');
    if (parts.every((part, index) => index === 0 || part.length === 3)) return null;
    return parts.map(parts.length === 4 ? sayDigits : sayCardinal).join('点');
  }),
  rewrite(
    /(?<=[\p{L}\p{N})])(?:\^|\*\*)([-−]?)(\d{1,6})(?!\d)/uy,
    ([, minus = '', exponent = '']) => `的${toMinus(minus)}${sayCardinal(exponent)}次方`,
  ),
  rewrite(/(?<=[\p{Script=Latin}\p{N})])⁻?[⁰¹²³⁴-⁹]{1,6}/uy, ([raised = '']) => sayRaised(raised)),
  rewrite(/(?<![A-Za-z])(?:I{2,3}|IV|VI{1,3}|IX|XI{1,2})(?![A-Za-z0-9'’.])/uy, ([numeral = '']) =>
    sayCardinal(String(parseRoman(numeral))),
  ),
  rewrite(/(?<=\d{1,2}:\d\d\s?)([ap])\.?m\.?(?![A-Za-z])/iuy, ([, half = '']) =>
    half.toLowerCase() === 'a' ? ' A M' : ' P M',
  ),
  // A day of a month.
  rewrite(
    /(1[0-2]|0?[1-9])\/(3[01]|[12]\d|0?[1-9])(?=\s?(?:号|號|日|[（(](?:周|星期)))/uy,
    ([, month = '', day = '']) => `${sayPlain(month)}月${sayPlain(day)}`,
  ),
  rewrite(/(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/uy, ([, year = '', , month = '', day = '']) =>
    isDate(month, day) ? `${sayDigits(year)}年${sayPlain(month)}月${sayPlain(day)}日` : null,
  ),
  rewrite(
    /(\d{4})-(0[1-9]|1[0-2])(?![\d-])|((?:19|20)\d\d)\/(0?[1-9]|1[0-2])(?![\d/])/uy,
    ([, year = '', month = '', other = '', its = '']) =>
      `${sayDigits(year + other)}年${sayPlain(month + its)}月`,
  ),
  ...rangeRewriters,
  rewrite(/(?<=第\s?)[IVX]{1,7}(?![A-Za-z])/uy, ([numeral = '']) => {
    const value = parseRoman(numeral);
    return value === null ? null : sayCardinal(String(value));
  }),
  // A generation, as in 90后.
  rewrite(/([5-9]0|0[05])(?=[后後])/uy, ([decade = '']) => sayDigits(decade)),
  rewrite(/(\d{2,4})(?=\s?年(?!级|級))/uy, ([, year = ''], { before, after }) =>
    sayYearOrYears(year, before, after),
  ),
  rewrite(
    new RegExp(`${clock}${to}${clock}`, 'uy'),
    ([, ...times]) => `${sayTime(times)}到${sayTime(times.slice(3))}`,
  ),
  rewrite(new RegExp(clock, 'uy'), ([, ...time]) => sayTime(time)),
  rewrite(
    /(\d{1,3})[-–:](\d{1,3})(?=\s?(?:获胜|取胜|险胜|大胜|战胜|击败|领先|落后|告负|落败|战平|结束|收场))|(?<=(?:比分\s?|以)(?:\d{1,3}[-–:]\d{1,3}[、,，和]\s?){0,6})(\d{1,3})[-–:](\d{1,3})(?!\d)/uy,
    ([, ...scores]) =>
      scores
        .filter((score) => score !== '')
        .map(sayCardinal)
        .join('比'),
  ),
  rewrite(/(\d+)\s?:\s?(\d+)(?![\d:])/uy, ([, first = '', second = ''], { before }) =>
    isNumbered(before) ? null : `${sayCardinal(first)}比${sayCardinal(second)}`,
  ),
  rewriteVariable('减'),
  rewriteAnswer('对', '错'),
  rewrite(/(?:\+?(86)[- ]?)?(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})(?!\d)/uy, ([, ...parts]) => sayGroups(parts)),
  rewrite(/(0\d{2,3})[- ](\d{3,4})[- ]?(\d{4})(?!\d)/uy, ([, ...parts]) => sayGroups(parts)),
  rewrite(/(400|800)-?(\d{3})-?(\d{4})(?!\d)/uy, ([, ...parts]) => sayGroups(parts)),
  rewrite(
    new RegExp(`(${number})([%‰])?${to}(${number})([%‰])`, 'uy'),
    ([, from = '', , until = '', sign]) =>
      `${toPart(sign)}${sayNumber(from)}到${toPart(sign)}${sayNumber(until)}`,
  ),
  rewrite(
    new RegExp(String.raw`(${negative})?(${number})\s?([%‰])`, 'uy'),
    ([, minus, value = '', sign]) => `${toMinus(minus)}${toPart(sign)}${sayNumber(value)}`,
  ),
  rewrite(
    new RegExp(String.raw`(${negative})?(${number})\s?°C(?![A-Za-z])`, 'uy'),
    ([, minus, value = '']) => `${minus === '' ? '' : '零下'}${sayCount(value)}摄氏度`,
  ),
  rewrite(/(?:(\d+) )?(\d+)\/(\d+)(?![\d/])/uy, ([, whole = '', top = '', bottom = '']) =>
    sayFraction(whole, top, bottom),
  ),
  ...moneyRewriters,
  rewrite(
    new RegExp(String.raw`(${number})\s?[x×*]\s?(?=\d)`, 'uy'),
    ([, value = '']) => `${sayNumber(value)}乘`,
  ),
  rewrite(/(\d+)\s?[-−]\s?(?=\d+\s?=)/uy, ([, value = '']) => `${sayNumber(value)}减`),
  // 20元/月, 5元/kg
  rewrite(
    new RegExp(`\\/(?:(?=\\p{Script=Han})|(${unitAlone})(?![A-Za-z0-9/]))`, 'uy'),
    ([, name = ''], { before }) =>
      /(?:\d\s?[万亿千百]?(?:[元块角分美欧日港币镑米升克公斤吨次人件个台辆]{1,4}|[A-Za-z]{1,3})|[¥￥$€£]\s?[\d.,]+)$/u.test(
        before,
      )
        ? `每${units[name] ?? ''}`
        : null,
  ),
  rewrite(/No\. ?(?=\d)/uy, () => '第'),
  rewrite(new RegExp(`(${number})w(?![A-Za-z])`, 'uy'), ([, value = '']) => `${sayCount(value)}万`),
  rewrite(
    new RegExp(String.raw`(${negative})?(${number})${to}(?=${number}(?!\s?=))`, 'uy'),
    ([, minus, value = ''], { before, after }) => {
      if (/\d[-−]\d*$/u.test(before)) return null;
      const isCold = minus !== undefined && minus !== '' && /^[\d.]+\s?°/u.test(after);
      return `${isCold ? '零下' : toMinus(minus)}${sayNumber(value)}到`;
    },
  ),
  rewrite(
    new RegExp(String.raw`(${negative})?(${number})\s?(${unitAlone})\/(${unitAlone})(?![A-Za-z0-9/])`, 'uy'),
    ([written = '', minus, value = '', upper = '', lower = '']) => {
      const whole = units[written.slice(written.indexOf(upper))];
      return `${toMinus(minus)}${sayCount(value)}${whole ?? `${units[upper] ?? ''}每${units[lower] ?? ''}`}`;
    },
  ),
  rewrite(
    new RegExp(String.raw`(${negative})?(${number})\s?(${unit})`, 'uy'),
    ([, minus, value = '', name = '']) => `${toMinus(minus)}${sayCount(value)}${units[name] ?? ''}`,
  ),
  rewrite(
    new RegExp(`(${unitAlone})\\/(${unitAlone})(?![A-Za-z0-9/])`, 'uy'),
    ([written = '', upper = '', lower = ''], { before }) =>
      /[A-Za-z0-9/]$/u.test(before)
        ? null
        : (units[written] ?? `${units[upper] ?? ''}每${units[lower] ?? ''}`),
  ),
  rewrite(new RegExp(certainUnit, 'uy'), ([name = ''], { before, after }) =>
    isInHanText(before, after) ? (units[toUnitSymbol(name)] ?? null) : null,
  ),
  rewrite(
    new RegExp(`(${negative})?(${number})`, 'uy'),
    ([, minus, value = ''], { before, after }) => toMinus(minus) + sayInText(value, before, after),
  ),
];

/** Reads signs between words and numbers. */
const signRewriters: readonly Rewriter[] = [
  ...tagRewriters,
  rewrite(/,(?=\S)|[.!?;:](?=[\p{L}“"(])|(?<!\d)[.!?;:](?=\d)/uy, ([sign = '']) => `${sign} `),
  rewrite(new RegExp(toAlternatives(signs), 'uy'), ([sign = '']) => signs[sign] ?? null),
];

/** Reads numbers, dates, amounts, signs and Latin words in a Mandarin text; Han characters stay as they are. */
export function rewriteMandarin(text: string, options: NormalizationOptions): Rewriting[] {
  return rewriteAll(text, [...numberRewriters, createLatinRewriter(options), ...signRewriters]);
}

const raisedDigits = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** `²` and `³` have names of their own. */
function sayRaised(raised: string): string | null {
  if (/^[²³]$/u.test(raised)) return null;
  const digits = raised.replace(/[^⁻]/gu, (digit) => String(raisedDigits.indexOf(digit)));
  return `的${toMinus(digits.startsWith('⁻') ? '-' : '')}${sayCardinal(digits.replaceAll('⁻', ''))}次方`;
}

function isDate(month: string, day: string): boolean {
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31;
}

function sayPlain(digits: string): string {
  return sayCardinal(String(Number(digits)));
}

/** A year is named by its digits; a count of years is a number. */
function sayYearOrYears(year: string, before: string, after: string): string {
  if (/公元前?\s?$/u.test(before) || year.startsWith('0')) return sayDigits(year);
  const isBeforeMonth = /^\s?年\s?\d{1,2}\s?月/u.test(after);
  const value = Number(year);
  if (year.length === 4) return value > 1000 && value < 2200 ? sayDigits(year) : sayCardinal(year);
  if (year.length === 2 && isBeforeMonth) return sayDigits(year);
  return year.length === 3 && !year.endsWith('0') ? sayDigits(year) : sayCardinal(year);
}

function sayTime([hour = '', minute = '', second = '']: readonly string[]): string {
  const hours = Number(hour) === 2 ? '两' : sayPlain(hour);
  const minutes = Number(minute) === 0 && second === '' ? '' : `${sayPadded(minute)}分`;
  return `${hours}点${minutes}${second === '' ? '' : `${sayPadded(second)}秒`}`;
}

function sayPadded(digits: string): string {
  return Number(digits) > 0 && digits.startsWith('0') ? `零${sayPlain(digits)}` : sayPlain(digits);
}

function sayGroups(parts: readonly string[]): string {
  return parts
    .filter((part) => part !== '')
    .map(sayNumberOfOne)
    .join('，');
}

function toPart(sign: string | undefined): string {
  return sign === '‰' ? '千分之' : '百分之';
}

function sayFraction(whole: string, top: string, bottom: string): string {
  const isFraction =
    Number(top) < Number(bottom) || (Number(bottom) < 11 && Number(bottom) > 1 && Number(top) < 20);
  if (Number(bottom) === 0 || !isFraction)
    return `${whole === '' ? '' : `${sayCardinal(whole)}又`}${sayCardinal(top)}斜杠${sayCardinal(bottom)}`;
  return `${whole === '' ? '' : `${sayCardinal(whole)}又`}${sayCardinal(bottom)}分之${sayCardinal(top)}`;
}

function sayInText(value: string, before: string, after: string): string {
  const isCalled =
    /打\s?$/u.test(before) &&
    /^(?:1[12]\d|12\d{3}|10\d{3}|95\d{3})$/u.test(value) &&
    !/^\s?[分折个個次]/u.test(after);
  const isLine = /^\s?(?:热线|报警|急救|客服)/u.test(after) && value.length < 7;
  const isNamed = isCalled || isLine || (named.test(before) && value.length >= 3);
  if (/^\d+$/u.test(value) && (isNamed || value.length > 12)) return sayNumberOfOne(value);
  const isCounted =
    words.measureWords.includes(after.trimStart().charAt(0) || ' ') &&
    !/^\s?(?:年级|年級|日|期)/u.test(after);
  return value === '2' && isCounted && !/第\s?$/u.test(before) ? '两' : sayNumber(value);
}
