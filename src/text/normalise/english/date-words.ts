import type { CalendarDate, ClockTime } from '../grammar/grammar.ts';
import { sayCardinal, sayOrdinal, sayYear } from './number-words.ts';

/** The names of the months. */
export const monthNames = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']; // prettier-ignore

/** Says a date; `before` is the word before it, or which part of the date is asked for. */
export function sayDate({ day, month, year }: CalendarDate, before: string, isBritish: boolean): string {
  const spokenYear = year === undefined ? '' : sayYear(year, isBritish);
  if (before === 'year') return spokenYear;
  const name = monthNames[month - 1] ?? '';
  const ordinal = sayOrdinal(String(day));
  const comma = spokenYear === '' ? '' : `, ${spokenYear}`;
  if (before === 'month') return `${name} ${isBritish ? 'the ' : ''}${ordinal}`;
  const article = before === 'the' ? '' : 'the ';
  if (month === 0) return `${article}${ordinal}`;
  if (isBritish || before === 'the' || before === 'range')
    return `${article}${ordinal} of ${name}${spokenYear === '' ? '' : ` ${spokenYear}`}`;
  return `${name} ${ordinal}${comma}`;
}

/** Says a time of day: "three oh five P M", "seven o'clock", "seventeen thirty". */
export function sayTime({ hour, minute, period }: ClockTime, isBritish: boolean): string {
  const half = period === '' ? '' : period === 'am' ? ' eh M' : ' P M';
  const hours = sayCardinal(String(hour), isBritish);
  if (minute === null) return hours + half;
  if (minute === 0) {
    if (half !== '') return hours + half;
    if (hour === 0 || hour > 12) return hour === 0 || hour === 24 ? 'midnight' : `${hours} hundred`;
    return `${hours} o'clock`;
  }
  const minutes = sayCardinal(String(minute), isBritish);
  return `${hours} ${minute < 10 ? 'oh ' : ''}${minutes}${half}`;
}

/** Says a length of time without the parts that are nought. */
export function sayDuration(hours: number, minutes: number, seconds: number): string {
  const say = (count: number, unit: string): string =>
    count === 0 ? '' : `${sayCardinal(String(count), false)} ${unit}${count === 1 ? '' : 's'}`;
  const parts = [say(hours, 'hour'), say(minutes, 'minute'), say(seconds, 'second')].filter(
    (part) => part !== '',
  );
  if (parts.length === 0) return 'zero seconds';
  const last = parts.pop() ?? '';
  return parts.length === 0 ? last : `${parts.join(' ')} and ${last}`;
}
