import { matchAt, type Reading, say, type Scan } from '../scan/scan.ts';
import { ambiguous, isEndOfText, type Name, parseName, toMonth } from './calendar-names.ts';

const rangeSign = / ?[-–] ?/uy;

/** Reads the name of a day that is shortened, and a range of two. */
export function readWeekday(scan: Scan, at: number, word: Name): Reading | null {
  const { text, grammar } = scan;
  const full = Object.hasOwn(grammar.dates.weekdays, word.key) ? grammar.dates.weekdays[word.key] : undefined;
  if (full === undefined || full.toLowerCase() === word.key || word.isUpper) return null;
  if (grammar.language.startsWith('en') && !word.isCapital) return null;
  // `mar.` is a month, too; a day of the month follows the weekday.
  const isMonth = toMonth(scan, word) !== undefined;
  const isPaired = isBesideDay(scan, at, word);
  const isDated = word.hasPoint && /^,? \d{1,2}(?!\d)/u.test(text.slice(word.end, word.end + 5));
  if (isMonth && !isPaired && !isDated) return null;
  const end = word.hasPoint && isEndOfText(text, word.end) ? word.end - 1 : word.end;
  const range = matchAt(rangeSign, text, end);
  const other = range === null ? null : parseName(scan, end + range[0].length);
  const otherDay =
    other !== null && Object.hasOwn(grammar.dates.weekdays, other.key)
      ? grammar.dates.weekdays[other.key]
      : undefined;
  if (other !== null && otherDay !== undefined) {
    const otherEnd = other.hasPoint && isEndOfText(text, other.end) ? other.end - 1 : other.end;
    return say(`${full} ${grammar.numbers.to} ${otherDay}`, at, otherEnd);
  }
  // The short names of Hindi are those of planets and people.
  if (grammar.language === 'hi' && !isListed(scan, at, end)) return null;
  const isCertain =
    !ambiguous.has(word.key) ||
    word.hasPoint ||
    isPaired ||
    isBeforeDate(scan, end) ||
    isListed(scan, at, end);
  return isCertain && !/^[\p{L}'-]/u.test(text.slice(end)) ? say(full, at, end) : null;
}

const pairedBehind = /^ (?:&|and|or|y|e|et|o|ou) (\p{L}{2,9})(?!\p{L})/u;
const pairedBefore = /(?<!\p{L})(\p{L}{2,9})\.? (?:&|and|or|y|e|et|o|ou) $/u;

/** `Sat & Sun`, `lun. y mar.`: two days of a week. */
function isBesideDay({ text, grammar }: Scan, at: number, { end, hasPoint }: Name): boolean {
  const isEnglish = grammar.language.startsWith('en');
  if (!isEnglish && !hasPoint) return false;
  const others = [
    pairedBehind.exec(text.slice(end, end + 16))?.[1],
    pairedBefore.exec(text.slice(Math.max(0, at - 16), at))?.[1],
  ];
  return others.some(
    (other = '') =>
      (!isEnglish || /^\p{Lu}/u.test(other)) && Object.hasOwn(grammar.dates.weekdays, other.toLowerCase()),
  );
}

/** `Mon/Wed/Fri` */
function isListed({ text, grammar }: Scan, at: number, end: number): boolean {
  const before = /(\p{L}{2,5})\/$/u.exec(text.slice(Math.max(0, at - 6), at))?.[1];
  const after = /^\/(\p{L}{2,5})/u.exec(text.slice(end, end + 6))?.[1];
  return [before, after].some(
    (name) => name !== undefined && Object.hasOwn(grammar.dates.weekdays, name.toLowerCase()),
  );
}

function isBeforeDate(scan: Scan, end: number): boolean {
  const after = matchAt(/,? ?/uy, scan.text, end);
  const next = end + (after?.[0].length ?? 0);
  if (/^\d/u.test(scan.text.slice(next))) return true;
  const month = parseName(scan, next);
  return month !== null && toMonth(scan, month) !== undefined;
}
