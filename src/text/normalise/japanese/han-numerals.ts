import { rewrite, type Rewriter } from '../rewriting/rewrite.ts';
import { counterNames, isDate, sayCounted, sayDate } from './counters.ts';
import { numerals, sayCardinal, toDigits } from './number-words.ts';
import { own } from './per-unit.ts';

/** Writes names as a pattern that matches the longest of them. */
export function toAlternatives(names: readonly string[]): string {
  const sorted = names.toSorted((first, second) => second.length - first.length);
  const escaped = sorted.map((name) => name.replace(/[$+*.()/]/gu, String.raw`\$&`));
  return `(?:${escaped.map((name) => (/[A-Za-z]$/u.test(name) ? `${name}(?![A-Za-z/²])` : name)).join('|')})`;
}

const counter = toAlternatives(counterNames);
/** What numerals in Han characters may stand behind. */
const opening = String.raw`(?<![\p{Script=Han}])(?:約|午前|午後|明治|大正|昭和|平成|令和|西暦)?`;

/** Reads numerals in Han characters that stand with a counter: 二十分, 三日前, 七時四分, 三分の一. */
export const hanNumeralRewriters: readonly Rewriter[] = [
  rewrite(
    new RegExp(`(?<=年|(?<!\\p{Script=Han}))([${numerals}]+)月([${numerals}]+)日(?![本間])`, 'uy'),
    ([, month = '', day = '']) => {
      const [months, days] = [toDigits(month), toDigits(day)];
      return isDate(months, days) ? own(sayDate('', months, days)) : null;
    },
  ),
  rewrite(
    new RegExp(`(?<![\\p{Script=Han}])([${numerals}]+)分の([${numerals}]+)`, 'uy'),
    ([, bottom = '', top = '']) => own(`${sayCardinal(toDigits(bottom))}ブンノ${sayCardinal(toDigits(top))}`),
  ),
  rewrite(
    new RegExp(`(?<=${opening})([${numerals}]+)(時|泊)([${numerals}]+)(分|日)(?![の間])`, 'uy'),
    ([, first = '', unit = '', second = '', part = '']) =>
      (unit === '時') === (part === '分')
        ? own(`${sayCounted(toDigits(first), unit)} ${sayCounted(toDigits(second), part)}`)
        : null,
  ),
  rewrite(
    new RegExp(
      `(?<=${opening})([${numerals}]+)(日間|${counter}(?!(?![前後以頃目半過待弱未程連差${numerals}])\\p{Script=Han}))`,
      'uy',
    ),
    ([written, value = '', name = ''], { after }) => {
      // 十分 is also "enough", 一人前 a portion.
      if (written === '十分' && !/^[前後以頃間待]/u.test(after)) return null;
      if (/^(?:十色|一首|三脚)/u.test(after)) return null;
      // A party that travels, not a line.
      if (written === '一行' && /^[はがと]/u.test(after)) return null;
      return name === '人' && after.startsWith('前') ? null : own(sayCounted(toDigits(value), name));
    },
  ),
];
