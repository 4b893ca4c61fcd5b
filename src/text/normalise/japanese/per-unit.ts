import { isInHanText, rewrite, type Rewriter } from '../rewriting/rewrite.ts';
import { certainUnit, toUnitSymbol } from '../scan/certain-unit.ts';
import { counterNames, sayCounted } from './counters.ts';
import words from './words.json' with { type: 'json' };

/** A number as a pattern, with its thousands and decimals. */
export const number = String.raw`(?:(?:[1-9]\d{0,2}(?:,\d{3}){1,8}(?!\d)|\d+)(?:\.\d+)?|(?<![\p{Script=Latin}\p{N}.])\.\d+)`;

/** Units with a divisor, which have a name alone, too: `m/s`. */
const perUnit = `(?:${Object.keys(words.plain)
  .filter((name) => name.includes('/'))
  .join('|')})`;
const latinUnit = `(?:${counterNames.filter((name) => /^[A-Za-zμ²³]+$/u.test(name)).join('|')})`;
const divisors: Readonly<Record<string, string>> = { min: 'フン', s: 'ビョー', h: 'ジ', day: 'ニチ', kg: 'キログラム', m: 'メートル', L: 'リットル' }; // prettier-ignore
const forOne: Readonly<Record<string, string>> = { 月: 'ヒトツキ', 週: 'イッシューカン', 時: 'イチジカン', 分: 'イップン', 名: 'イチメー' }; // prettier-ignore

/** Katakana between spaces is one word, which is spoken as it is written. */
export function own(spoken: string): string {
  return ` ${spoken} `;
}

/** Reads what is for one of something: `5L/min`, `20円/月`, and `m/s` alone. */
export const perUnitRewriters: readonly Rewriter[] = [
  rewrite(
    new RegExp(`(${number})\\s?(${latinUnit})\\/(${Object.keys(divisors).join('|')})(?![A-Za-z0-9/²])`, 'uy'),
    ([, value = '', name = '', divisor = '']) =>
      !Object.hasOwn(words.plain, `${name}/${divisor}`)
        ? own(`${sayCounted(value, name)}マイ${divisors[divisor] ?? ''}`)
        : null,
  ),
  rewrite(new RegExp(certainUnit, 'uy'), ([name = ''], { before, after }) => {
    const spoken = (words.plain as Readonly<Record<string, string>>)[toUnitSymbol(name)];
    return spoken === undefined || /[A-Za-z0-9/]$/u.test(before) || !isInHanText(before, after)
      ? null
      : own(spoken);
  }),
  // The unit of `4g/日`.
  rewrite(
    new RegExp(`(${number})\\s?(${latinUnit})(?=\\/(?:月|日|年|週|時間|時|分|秒|人|名|個|本|回))`, 'uy'),
    ([, value = '', name = '']) => own(sayCounted(value, name)),
  ),
  // 20円/月 is for one month.
  rewrite(
    /\/(月|日|年|週|時間|時|分|秒|人|名|個|本|枚|台|回|冊|匹|杯|泊|件|社|kg|km|m²|m|L|l|g)(?![\p{Script=Han}A-Za-z²])/uy,
    ([, name = ''], { before }) =>
      /[\p{Script=Han}\p{Script=Katakana}A-Za-z%]$/u.test(before) && /\d/u.test(before)
        ? own(`${forOne[name] ?? sayCounted('1', name)}アタリ`)
        : null,
  ),
  rewrite(new RegExp(`${perUnit}(?![A-Za-z0-9/])`, 'uy'), ([written = ''], { before }) =>
    /[A-Za-z0-9/]$/u.test(before)
      ? null
      : own((words.plain as Readonly<Record<string, string>>)[written] ?? ''),
  ),
];
