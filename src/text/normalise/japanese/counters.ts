import { withoutLastZeros } from '../rewriting/rewrite.ts';
import words from './words.json' with { type: 'json' };
import { doubleEnd, sayCardinal, sayNumber } from './number-words.ts';

/** How the end of a number and the beginning of a counter change each other. */
type Change = keyof typeof words.changes;

interface Counter {
  readonly spoken: string;
  readonly change: Change | null;
}

const counters = new Map<string, Counter>([
  ...Object.entries(words.plain).map(([counter, spoken]) => [counter, { spoken, change: null }] as const),
  ...Object.entries(words.changes).flatMap(([change, list]) =>
    Object.entries(list).map(([counter, spoken]) => [counter, { spoken, change: change as Change }] as const),
  ),
]);

const fixed: Readonly<Record<string, Readonly<Record<string, string>>>> = words.fixed;
/** Counters before which four, seven or nine have another name. */
const names: Readonly<Record<string, Readonly<Record<string, string>>>> = words.names;

const moneys = new Set(['円', 'ドル', 'ユーロ', 'ポンド', ...Object.keys(words.currencies)]);

/** All counters as they are written, the longest first. */
export const counterNames: readonly string[] = [...counters.keys(), ...Object.keys(fixed)].sort(
  (first, second) => second.length - first.length,
);

/** Reads a number with its counter: 3本 is サンボン, 20日 is ハツカ. */
export function sayCounted(number: string, counter: string): string {
  // Days are counted by another word than the first of a month.
  if (counter === '日' && number === '1') return 'イチニチ';
  const known = fixed[counter]?.[number];
  if (known !== undefined) return known;
  const { spoken, change } = counters.get(counter) ?? { spoken: '', change: null };
  const value = moneys.has(counter) ? withoutLastZeros(number) : number;
  const whole = nameEnd(sayNumber(value), names[counter] ?? {});
  const isWhole = /^\d+$/u.test(number);
  return change === null || !isWhole
    ? whole + spoken
    : applyChange(whole, spoken, { change, number, isVoiced: words.voiced.includes(counter) });
}

function nameEnd(whole: string, named: Readonly<Record<string, string>>): string {
  const end = Object.keys(named).find((name) => whole.endsWith(name));
  return end === undefined ? whole : whole.slice(0, -end.length) + (named[end] ?? '');
}

interface ChangedBy {
  readonly change: Change;
  readonly number: string;
  readonly isVoiced: boolean;
}

function applyChange(whole: string, spoken: string, { change, number, isVoiced }: ChangedBy): string {
  const end = number.replace(/0+$/u, '').slice(-1);
  const isTen = /[^0]?0$/u.test(number) && whole.endsWith('ジュー');
  const isHundred = /(?:ヒャク|ビャク|ピャク)$/u.test(whole);
  const last = isTen ? '10' : number.endsWith('0') ? '' : end;
  if (change === 'k') {
    if (last === '3' && isVoiced) return whole + toVoiced(spoken);
    if (last === '6') return whole.replace(/ロク$/u, 'ロッ') + spoken;
    return (isHundred ? whole.replace(/ク$/u, 'ッ') : doubleEnd(whole)) + spoken;
  }
  if (change === 's') return (last === '1' || last === '8' || isTen ? doubleEnd(whole) : whole) + spoken;
  if (last === '3' || /[セゼ]ン$/u.test(whole))
    return whole + (change === 'h' ? toVoiced(spoken) : toPlosive(spoken));
  if (last === '4') return whole + (change === 'h' ? spoken : toPlosive(spoken));
  if (last === '6') return whole.replace(/ロク$/u, 'ロッ') + toPlosive(spoken);
  if (last === '1' || last === '8' || isTen) return doubleEnd(whole) + toPlosive(spoken);
  return isHundred ? whole.replace(/ク$/u, 'ッ') + toPlosive(spoken) : whole + spoken;
}

function toVoiced(spoken: string): string {
  return String.fromCharCode(spoken.charCodeAt(0) + 1) + spoken.slice(1);
}

function toPlosive(spoken: string): string {
  return String.fromCharCode(spoken.charCodeAt(0) + 2) + spoken.slice(1);
}

/** Whether a month and a day are those of a date. */
export function isDate(month: string, day: string): boolean {
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31;
}

/** Reads a month, a day of the month, and the like. */
export function sayDate(year: string, month: string, day: string): string {
  const parts = [
    year === '' ? '' : sayCounted(year, '年'),
    month === '' ? '' : sayCounted(plain(month), '月'),
    day === '' ? '' : sayDay(plain(day)),
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function sayDay(day: string): string {
  return fixed['日']?.[day] ?? sayCounted(day, '日');
}

/** Reads a time of day. */
export function sayTime(hour: string, minute: string, second: string): string {
  const parts = [
    sayCounted(plain(hour), '時'),
    Number(minute) === 0 && second === '' ? '' : sayCounted(plain(minute), '分'),
    second === '' ? '' : `${sayCardinal(plain(second))}ビョー`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function plain(digits: string): string {
  return String(Number(digits));
}
