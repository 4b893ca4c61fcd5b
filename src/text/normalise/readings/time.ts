import { matchAt, type Reading, say, sayDigits, sayPer, type Scan, wordBefore } from '../scan/scan.ts';
import { parsePointed } from './pointed-time.ts';
import { isDilution } from './ratio.ts';
import type { ClockTime } from '../grammar/grammar.ts';

const clock = /(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.(\d{1,3}))?(?![\d:])/uy;
/** `1:50 000` is the scale of a map. */
const scale = /^1:\d{2}[ ,.]\d{3}(?!\d)/u;
/** A time of a day stands behind its date or before its zone; others with seconds are lengths. */
const dateBefore = /(?:\d[-/.]\d{1,2}[-/.]\d{1,4}T?|\p{L}{3,9}\.? \d{4}),? ?$/u;
const zoneBehind = /^(?:Z| ?(?:UTC|GMT|[CEMP][SD]T|CES?T|BST|IST|JST))(?![\p{L}\p{N}])/u;
const period = / ?([ap])(?:\.m\.|\. m\.|m\.?|\.m)(?![\p{L}\p{N}])/iuy;
/** `6:05a` */
const shortPeriod = /([ap])(?![\p{L}\p{N}])/uy;
const hourOnly = /(\d{1,2})(?= ?(?:[ap]\.?m\b|[ap]\. ?m\.))/iuy;
const lettered = /(\d{1,2}) ?[hH](?: ?(\d{2}))?(?![\p{L}\p{N}])/uy;
const hourMark = / ?(?:h|hs|hrs|horas|heures|ore)(?:\.(?! ?$))?(?![\p{L}\p{N}])/uy;
/** `1400 hours`, `0800 hrs`: the clock of soldiers. */
const military = /([01]\d|2[0-3])([0-5]\d)(?: hours| ?hrs)(?![\p{L}\p{N}])/uy;
/** The pace of a runner: `8:49/mi`. */
const perLength = /\/(mi|km)(?![\p{L}\p{N}])/uy;
const rangeSign = / ?[-–—] ?/uy;
/** A full hour says "o'clock" by itself. */
const fullHour = / ?o['’]clock(?![\p{L}\p{N}])/iuy;

const form = { gender: 'm', isBeforeNoun: false } as const;

interface Time extends ClockTime {
  readonly end: number;
  /** Digits behind the seconds. */
  readonly fraction: string;
}

/** Reads a time of day, a range of two, or a duration in hours, minutes and seconds. */
export function readTime(scan: Scan, at: number): Reading | null {
  const { grammar, text } = scan;
  const hours = grammar.language.startsWith('en') ? matchAt(military, text, at) : null;
  if (hours !== null) return say(`${sayMilitary(scan, hours)} hours`, at, at + hours[0].length);
  const first = parseTime(scan, at);
  if (first === null || isDilution(scan, at, first.end)) return null;
  const before = wordBefore(text, at);
  const isOfDay =
    first.period !== '' ||
    dateBefore.test(text.slice(Math.max(0, at - 20), at)) ||
    zoneBehind.test(text.slice(first.end, first.end + 6));
  if (first.fraction !== '' || (first.second !== null && !isOfDay)) return sayLength(scan, at, first);
  if (first.second !== null) return say(sayToSecond(scan, first, before), at, first.end);
  const range = matchAt(rangeSign, text, first.end);
  const last = range === null ? null : parseTime(scan, first.end + range[0].length);
  const pace = last === null ? matchAt(perLength, text, first.end) : null;
  const length = pace === null ? undefined : grammar.units[pace[1] ?? ''];
  if (pace !== null && length !== undefined)
    return say(
      `${grammar.dates.time(first, before)} ${sayPer(scan, length.one)}`,
      at,
      first.end + pace[0].length,
    );
  // `12:00 noon`
  const isTwelve =
    first.hour === 12 &&
    first.minute === 0 &&
    /^ (?:noon|midnight)/u.test(text.slice(first.end, first.end + 9));
  if (last === null && isTwelve) return say(grammar.numbers.cardinal('12', form), at, first.end);
  if (last === null) return say(grammar.dates.time(first, before), at, first.end);
  return say(
    `${grammar.dates.time(first, before)} ${grammar.numbers.to} ${grammar.dates.time(last, before)}`,
    at,
    last.end,
  );
}

/** A length of time; of minutes and seconds with decimals it says the numbers: `3:43.13`. */
function sayLength(scan: Scan, at: number, { hour, minute, second, fraction, end }: Time): Reading {
  const { dates, numbers } = scan.grammar;
  const decimals = fraction === '' ? '' : ` ${numbers.point} ${sayDigits(scan, fraction)}`;
  if (second === null) {
    const [first, last] = [hour, minute ?? 0].map((count) => numbers.cardinal(String(count), form));
    const nought = scan.grammar.language.startsWith('en') ? 'oh' : sayDigits(scan, '0');
    const pad = minute !== null && minute < 10 ? nought : '';
    return say([first, pad, `${last ?? ''}${decimals}`].filter((part) => part !== '').join(' '), at, end);
  }
  if (fraction === '') return say(dates.duration(hour, minute ?? 0, second), at, end);
  const length = hour + (minute ?? 0) > 0 ? `${dates.duration(hour, minute ?? 0, 0)} ` : '';
  const seconds = `${numbers.cardinal(String(second), form)}${decimals} ${dates.units[2].many}`;
  return say(`${length}${numbers.and} ${seconds}`, at, end);
}

/** A time of day with its seconds, if there are any. */
function sayToSecond({ grammar }: Scan, time: Time, before: string): string {
  const { dates, numbers } = grammar;
  const spoken = dates.time(time, before);
  if (time.second === 0 || time.second === null) return spoken;
  const [, , unit] = dates.units;
  const count = numbers.cardinal(String(time.second), { gender: unit.gender ?? 'm', isBeforeNoun: true });
  return `${spoken} ${numbers.and} ${count} ${time.second === 1 ? unit.one : unit.many}`;
}

function sayMilitary({ grammar }: Scan, [, hour = '', minute = '']: RegExpExecArray): string {
  const say = (digits: string): string =>
    `${digits.startsWith('0') ? 'zero ' : ''}${grammar.numbers.cardinal(String(Number(digits)), form)}`;
  const hours = hour === '00' ? 'zero zero' : say(hour);
  return minute === '00' ? `${hours} hundred` : `${hours} ${say(minute)}`;
}

function parseTime(scan: Scan, at: number): Time | null {
  const { text, grammar } = scan;
  if (/[\d:]/u.test(text.charAt(at - 1)) || scale.test(text.slice(at, at + 10))) return null;
  const isEnglish = grammar.language.startsWith('en');
  const match =
    matchAt(clock, text, at) ??
    matchAt(hourOnly, text, at) ??
    parsePointed(scan, at) ??
    (isEnglish ? parseRangeStart(scan, at) : parseLettered(scan, at));
  if (match === null) return null;
  const [whole, hour = '', minute, second, fraction = ''] = match;
  const hours = Number(hour);
  const isLong = second !== undefined;
  if ((hours > 24 && !isLong) || Number(minute ?? 0) > 59 || Number(second ?? 0) > 59) return null;
  const end = at + whole.length;
  const half =
    matchAt(period, text, end) ??
    (isEnglish && minute !== undefined ? matchAt(shortPeriod, text, end) : null);
  const isMarked = !isEnglish && minute !== undefined;
  const markPattern = isMarked ? hourMark : minute === '00' ? fullHour : null;
  const mark = half === null && markPattern !== null ? matchAt(markPattern, text, end) : null;
  // The point of `9 h.` in a sentence that goes on.
  const isShort = !isMarked && /h$/iu.test(whole) && /^\. [\p{Ll}\d]/u.test(text.slice(end, end + 3));
  return {
    hour: hours,
    minute: minute === undefined ? null : Number(minute),
    second: second === undefined ? null : Number(second),
    fraction,
    period: half === null ? '' : half[1]?.toLowerCase() === 'a' ? 'am' : 'pm',
    end:
      half === null ? end + (mark?.[0].length ?? (isShort ? 1 : 0)) : toPeriodEnd(text, end + half[0].length),
  };
}

/** The last point of `p.m.` stays with a sentence that ends there. */
function toPeriodEnd(text: string, end: number): number {
  return text.charAt(end - 1) === '.' && /^["'”’)\]\s]*$/u.test(text.slice(end)) ? end - 1 : end;
}

/** Italian counts hours with `h`: `3 h` is a length of time. */
function parseLettered({ text, grammar }: Scan, at: number): RegExpExecArray | null {
  const match = matchAt(lettered, text, at);
  return grammar.language === 'it' && match?.[2] === undefined ? null : match;
}

/** `3-5pm`: the first number is an hour, too. */
function parseRangeStart({ text }: Scan, at: number): RegExpExecArray | null {
  return matchAt(/(\d{1,2})(?= ?[-–—] ?\d{1,2}(?::\d\d)? ?[ap]\.?m(?![\p{L}]))/iuy, text, at);
}
