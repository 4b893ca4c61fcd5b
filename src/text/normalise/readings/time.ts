import { matchAt, type Reading, say, type Scan, wordBefore } from '../scan/scan.ts';
import type { ClockTime } from '../grammar/grammar.ts';

const clock = /(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d{1,3})?(?![\d:])/uy;
const period = / ?([ap])(?:\.m\.|\. m\.|m\.?|\.m)(?![\p{L}\p{N}])/iuy;
const hourOnly = /(\d{1,2})(?= ?(?:[ap]\.?m\b|[ap]\. ?m\.))/iuy;
const lettered = /(\d{1,2}) ?[hH](?: ?(\d{2}))?(?![\p{L}\p{N}])/uy;
const pointed = /(\d{1,2})\.(\d{2})(?= ?(?:[ap]\.?m|h|Uhr)(?![\p{L}])|(?!\d|\.\d))/uy;
const hourMark = / ?(?:h|hs|hrs|horas|heures|ore)(?:\.(?! ?$))?(?![\p{L}\p{N}])/uy;
/** `1400 hours`, `0800 hrs`: the clock of soldiers. */
const military = /([01]\d|2[0-3])([0-5]\d) (?:hours|hrs)(?![\p{L}\p{N}])/uy;
const rangeSign = / ?[-–—] ?/uy;
/** A full hour says "o'clock" by itself. */
const fullHour = / ?o['’]clock(?![\p{L}\p{N}])/iuy;

interface Time extends ClockTime {
  readonly end: number;
}

/** Reads a time of day, a range of two, or a duration in hours, minutes and seconds. */
export function readTime(scan: Scan, at: number): Reading | null {
  const { grammar, text } = scan;
  const hours = grammar.language.startsWith('en') ? matchAt(military, text, at) : null;
  if (hours !== null) return say(`${sayMilitary(scan, hours)} hours`, at, at + hours[0].length);
  const first = parseTime(scan, at);
  if (first === null) return null;
  if (first.second !== null && first.period === '') {
    return say(grammar.dates.duration(first.hour, first.minute ?? 0, first.second), at, first.end);
  }
  const before = wordBefore(text, at);
  const range = matchAt(rangeSign, text, first.end);
  const last = range === null ? null : parseTime(scan, first.end + range[0].length);
  if (last === null) return say(grammar.dates.time(first, before), at, first.end);
  return say(
    `${grammar.dates.time(first, before)} ${grammar.numbers.to} ${grammar.dates.time(last, before)}`,
    at,
    last.end,
  );
}

function sayMilitary({ grammar }: Scan, [, hour = '', minute = '']: RegExpExecArray): string {
  const form = { gender: 'm', isBeforeNoun: false } as const;
  const say = (digits: string): string =>
    `${digits.startsWith('0') ? 'zero ' : ''}${grammar.numbers.cardinal(String(Number(digits)), form)}`;
  const hours = hour === '00' ? 'zero zero' : say(hour);
  return minute === '00' ? `${hours} hundred` : `${hours} ${say(minute)}`;
}

function parseTime(scan: Scan, at: number): Time | null {
  const { text, grammar } = scan;
  if (/[\d:]/u.test(text.charAt(at - 1))) return null;
  const isEnglish = grammar.language.startsWith('en');
  const match =
    matchAt(clock, text, at) ??
    matchAt(hourOnly, text, at) ??
    parsePointed(scan, at) ??
    (isEnglish ? parseRangeStart(scan, at) : parseLettered(scan, at));
  if (match === null) return null;
  const [whole, hour = '', minute, second] = match;
  const hours = Number(hour);
  const isLong = second !== undefined;
  if ((hours > 24 && !isLong) || Number(minute ?? 0) > 59 || Number(second ?? 0) > 59) return null;
  const end = at + whole.length;
  const half = matchAt(period, text, end);
  const isMarked = !isEnglish && minute !== undefined;
  const markPattern = isMarked ? hourMark : minute === '00' ? fullHour : null;
  const mark = half === null && markPattern !== null ? matchAt(markPattern, text, end) : null;
  // The point of `9 h.` in a sentence that goes on.
  const isShort = !isMarked && /h$/iu.test(whole) && /^\. [\p{Ll}\d]/u.test(text.slice(end, end + 3));
  return {
    hour: hours,
    minute: minute === undefined ? null : Number(minute),
    second: second === undefined ? null : Number(second),
    period: half === null ? '' : half[1]?.toLowerCase() === 'a' ? 'am' : 'pm',
    end:
      half === null ? end + (mark?.[0].length ?? (isShort ? 1 : 0)) : toPeriodEnd(text, end + half[0].length),
  };
}

/** The last point of `p.m.` stays with a sentence that ends there. */
function toPeriodEnd(text: string, end: number): number {
  return text.charAt(end - 1) === '.' && /^["'”’)\]\s]*$/u.test(text.slice(end)) ? end - 1 : end;
}

/** `19.30` is a time only where a word says so. */
function parsePointed({ text }: Scan, at: number): RegExpExecArray | null {
  const match = matchAt(pointed, text, at);
  if (match === null) return null;
  const isTimed = /^ ?(?:[ap]\.?m|h)(?!\p{L})/iu.test(
    text.slice(at + match[0].length, at + match[0].length + 5),
  );
  return isTimed || ['ore', 'alle', 'dalle', 'las', 'às'].includes(wordBefore(text, at)) ? match : null;
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
