import { rewrite, type Rewriter } from '../rewriting/rewrite.ts';
import { sayCounted, sayDate } from './counters.ts';
import { sayCardinal } from './number-words.ts';
import { own } from './per-unit.ts';
import words from './words.json' with { type: 'json' };

const days: Readonly<Record<string, string>> = words.weekdays;

/** Reads what stands in addresses and opening hours: 1-2-3, 3F, 月〜金. */
export const placeRewriters: readonly Rewriter[] = [
  // 24/05/15
  rewrite(
    /(\d\d)\/(0?[1-9]|1[0-2])\/(0?[1-9]|[12]\d|3[01])(?![\d/])/uy,
    ([, year = '', month = '', day = ''], { before }) =>
      /[\d/]$/u.test(before) ? null : own(sayDate(year, month, day)),
  ),
  rewrite(
    /\d{1,4}(?:[-−–]\d{1,4}){2,3}(?![\d-])|(?<=[町村区市]|丁目|[都道府県区市町村郡]\p{Script=Han}{1,8})\d{1,4}[-−–]\d{1,4}(?![\d-])/uy,
    ([written = '']) =>
      own(
        written
          .split(/[-−–]/u)
          .map((part) => sayCardinal(String(Number(part))))
          .join(' ノ '),
      ),
  ),
  rewrite(/(B)?(\d{1,2})F(?![A-Za-z0-9])/uy, ([, below = '', floor = ''], { before }) =>
    /[A-Za-z0-9.]$/u.test(before) ? null : own(`${below === '' ? '' : 'チカ '}${sayCounted(floor, '階')}`),
  ),
  rewrite(
    /([月火水木金土日])\s?[-~～〜]\s?([月火水木金土日])(?!\p{Script=Han})/uy,
    ([, first = '', last = ''], { before }) =>
      /[\p{Script=Han}\d]$/u.test(before) && !/[はのをに]$/u.test(before)
        ? null
        : own(`${toShortDay(first)} カラ ${toShortDay(last)}`),
  ),
  rewrite(/(?<=\p{Script=Han})[〜～](?=\p{Script=Han})/uy, () => own('カラ')),
];

/** Weekdays are short in a row: 月 is ゲツ. */
function toShortDay(day: string): string {
  return (days[day] ?? '').replace('ヨービ', '');
}
