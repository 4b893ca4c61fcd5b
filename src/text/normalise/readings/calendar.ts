import { join, leaveOut, matchAt, type Reading, say, type Scan, wordBefore } from '../scan/scan.ts';
import { ambiguous, isEndOfText, type Name, parseName, toMonth } from './calendar-names.ts';
import { readWeekday } from './weekday.ts';

const monthFirst =
  /[ -](\d{1,2})(?:st|nd|rd|th)?(?:( ?[-–] ?)(\d{1,2})(?:st|nd|rd|th)?)?(?![\d:%\p{L}/]|[.,]\d)/uy;
const dayFirst = /(\d{1,2})(?:st|nd|rd|th|er|º|°|\.º)?(?:( ?[-–] ?)(\d{1,2}))?/uy;
const yearOfDay = /(?:,? (?:de |del )?)(\d{4})(?![\d\p{L}%]|[.,-]\d)/uy;
/** `12-oct-2020` */
const jointMonth = /[-/](?=\p{L}{3,10}[-/]\d{4}(?!\d))/uy;
const jointYear = /[-/](\d{4})/uy;
const yearBehind = /(,?) (\d{4})(?![\d\p{L}%]|[.,-]\d)/uy;
/** `M-F`, `L-V`: days of the week by their letters. */
const letterDays = /\p{Lu}[-–]\p{Lu}(?![\p{L}\p{N}-])/uy;
const rangeSign = / ?[-–] ?/uy;

/** Reads a date with the name of its month, and names of days and months that are shortened. */
export function readCalendarDate(scan: Scan, at: number): Reading | null {
  if (/\d/u.test(scan.text.charAt(at))) return readDayFirst(scan, at);
  const days = matchAt(letterDays, scan.text, at)?.[0];
  const spoken = days === undefined ? undefined : scan.grammar.symbols[days.replace('–', '-')];
  if (days !== undefined && spoken !== undefined) return say(spoken, at, at + days.length);
  const word = parseName(scan, at);
  if (word === null) return null;
  return (
    readMonthFirst(scan, at, word) ??
    readMonthAndYear(scan, at, word) ??
    readWeekday(scan, at, word) ??
    readMonthAlone(scan, at, word)
  );
}

/** Small letters, too, where they are no other word: `march 5 miles`. */
function isMonthName({ key, isCapital, hasPoint }: Name): boolean {
  return isCapital || hasPoint || !/^(?:may|mar|march)$/u.test(key);
}

function readMonthFirst(scan: Scan, at: number, word: Name): Reading | null {
  const month = toMonth(scan, word);
  const { text, grammar } = scan;
  if (month === undefined || !isMonthName(word) || !grammar.language.startsWith('en')) return null;
  const match = matchAt(monthFirst, text, word.end);
  if (match === null || (match[0].startsWith('-') && match[3] !== undefined)) return null;
  const day = Number(match[1]);
  if (day < 1 || day > 31) return null;
  const dayEnd = word.end + match[0].length;
  const until =
    match[3] === undefined ? '' : ` ${grammar.numbers.to} ${grammar.numbers.ordinal(match[3], 'm')}`;
  const year = until === '' ? matchAt(yearBehind, text, dayEnd) : null;
  const spoken = grammar.dates.date({ day, month }, 'month');
  const hyphened = match[0].startsWith('-') ? matchAt(jointYear, text, dayEnd) : null;
  if (hyphened !== null) {
    const whole = grammar.dates.date({ day, month, year: hyphened[1] ?? '' }, 'year');
    return say(`${spoken}, ${whole}`, at, dayEnd + hyphened[0].length);
  }
  const next = until === '' && year === null ? readUntil(scan, dayEnd) : null;
  if (next !== null) {
    const [{ spoken: last, end: lastEnd } = { spoken: '', end: dayEnd }, ...rest] = next.parts;
    const both = say(`${spoken} ${grammar.numbers.to} ${last}`, at, lastEnd);
    return { end: next.end, parts: [...both.parts, ...rest] };
  }
  const date = say(`${spoken}${until}`, at, dayEnd);
  if (year === null) return date;
  const comma = year[1] ?? '';
  const spokenYear = grammar.dates.date({ day, month, year: year[2] ?? '' }, 'year');
  const yearStart = dayEnd + comma.length + 1;
  const said = say(spokenYear, yearStart, yearStart + 4);
  return comma === '' ? join(date, said) : join(date, leaveOut('comma of a date', dayEnd, dayEnd + 1), said);
}

/** `Jan. 30-Feb. 2`: the second date. */
function readUntil(scan: Scan, at: number): Reading | null {
  const range = matchAt(rangeSign, scan.text, at);
  const word = range === null ? null : parseName(scan, at + range[0].length);
  return range === null || word === null ? null : readMonthFirst(scan, at + range[0].length, word);
}

function readDayFirst(scan: Scan, at: number): Reading | null {
  const { text, grammar } = scan;
  const match = matchAt(dayFirst, text, at);
  if (match === null || /\d/u.test(text.charAt(at - 1))) return null;
  const dayEnd = at + match[0].length;
  const joint = matchAt(jointMonth, text, dayEnd);
  const link = joint ?? matchAt(grammar.dates.link, text, dayEnd);
  if (link === null) return null;
  const word = parseName(scan, link.index + link[0].length);
  const month = word === null ? undefined : toMonth(scan, word);
  const day = Number(match[1]);
  if (word === null || month === undefined || day < 1 || day > 31) return null;
  if (grammar.language.startsWith('en') && !isMonthName(word)) return null;
  const end =
    word.hasPoint && !/^\.( \p{Lu}|$)/u.test(text.slice(word.end - 1, word.end + 2))
      ? word.end
      : word.end - (word.hasPoint ? 1 : 0);
  if (!word.hasPoint && joint === null && /^[\p{L}'-]/u.test(text.slice(end, end + 1))) return null;
  const year = matchAt(joint === null ? yearOfDay : jointYear, text, end);
  const date = { day, month, ...(year === null ? {} : { year: year[1] ?? '' }) };
  const before = wordBefore(text, at);
  const spoken = grammar.dates.date(date, match[3] === undefined ? before : 'range');
  const from =
    match[3] === undefined
      ? ''
      : `${grammar.dates.date({ day: Number(match[1]), month: 0 }, before)} ${grammar.numbers.to} `;
  const last =
    match[3] === undefined
      ? spoken
      : grammar.dates.date({ ...date, day: Number(match[3]) }, from.startsWith('the') ? '' : before);
  return say(from + last, at, end + (year?.[0].length ?? 0));
}

const slashedYear = /\/((?:19|20)?\d\d)(?![\d/\p{L}])/uy;

/** `jan/25`, `dic/2023`: months as reports in Romance languages have them. */
function readMonthAndYear(scan: Scan, at: number, word: Name): Reading | null {
  const { text, grammar } = scan;
  const month = toMonth(scan, word);
  const match = matchAt(slashedYear, text, word.end);
  if (month === undefined || match === null || grammar.language.startsWith('en')) return null;
  const link = /^(?:es|pt-br)$/u.test(grammar.language) ? ' de' : '';
  const year = (match[1] ?? '').padStart(4, '20');
  return say(
    `${grammar.dates.monthNames[month - 1] ?? ''}${link} ${grammar.numbers.year(year)}`,
    at,
    word.end + match[0].length,
  );
}

function readMonthAlone(scan: Scan, at: number, word: Name): Reading | null {
  const { text, grammar } = scan;
  const month = toMonth(scan, word);
  const full = month === undefined ? undefined : grammar.dates.monthNames[month - 1];
  if (full === undefined || full.toLowerCase() === word.key || word.isUpper) return null;
  if (grammar.language.startsWith('en') && !word.isCapital) return null;
  const range = matchAt(rangeSign, text, word.end);
  const other = range === null ? null : parseName(scan, word.end + range[0].length);
  const otherMonth = other === null ? undefined : toMonth(scan, other);
  if (other !== null && otherMonth !== undefined) {
    const last = grammar.dates.monthNames[otherMonth - 1] ?? '';
    return say(
      `${full} ${grammar.numbers.to} ${last}`,
      at,
      other.hasPoint && isEndOfText(text, other.end) ? other.end - 1 : other.end,
    );
  }
  const end = word.hasPoint && isEndOfText(text, word.end) ? word.end - 1 : word.end;
  const isWritten =
    grammar.language.startsWith('en') && (!ambiguous.has(word.key) || isBesideMonth(scan, at, end));
  const isDated = word.hasPoint || /^,? ?\d{4}(?!\d)/u.test(text.slice(end, end + 7)) || isWritten;
  return isDated && !/^[\p{L}'-]/u.test(text.slice(end)) ? say(full, at, end) : null;
}

/** `Nov and Dec`, `Jun to Aug`: a month that is no name of a person. */
function isBesideMonth({ text, grammar }: Scan, at: number, end: number): boolean {
  const behind = /^ (?:&|and|or|to|through|thru) (\p{Lu}\p{Ll}{2,8})(?!\p{L})/u.exec(
    text.slice(end, end + 20),
  );
  const before = /(?<!\p{L})(\p{Lu}\p{Ll}{2,8})\.? (?:&|and|or|to|through|thru) $/u.exec(
    text.slice(Math.max(0, at - 20), at),
  );
  return [behind, before].some((match) => {
    const key = match?.[1]?.toLowerCase() ?? '';
    return Object.hasOwn(grammar.dates.months, key) && !ambiguous.has(key);
  });
}
