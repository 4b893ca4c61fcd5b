import { matchAt, type Reading, say, type Scan, wordBefore } from '../scan/scan.ts';

const iso = /(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?![\d/-])(?:[T ](?=\d\d:\d\d))?/uy;
const numeric = /(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-]|\.\d)/uy;
const short = /(\d{1,2})\/(\d{1,2})(?![\d/]|\.\d)/uy;
const dateWords = new Set(['on', 'by', 'until', 'till', 'since', 'due', 'before', 'after', 'from', 'le', 'el', 'il', 'dal', 'al', 'del', 'em', 'dia', 'día', 'du', 'au']); // prettier-ignore

/** Reads a date in numbers: `2024-01-05`, `01/05/2024`, `5.1.2024`, and `11/28` where it can be nothing else. */
export function readNumericDate(scan: Scan, at: number): Reading | null {
  return readIso(scan, at) ?? readFull(scan, at) ?? readShort(scan, at);
}

function readIso(scan: Scan, at: number): Reading | null {
  const match = matchAt(iso, scan.text, at);
  if (match === null) return null;
  const [, year = '', month = '', day = ''] = match;
  return finish(scan, match, { year, month: Number(month), day: Number(day) });
}

function readFull(scan: Scan, at: number): Reading | null {
  const match = matchAt(numeric, scan.text, at);
  if (match === null) return null;
  const [, first = '', sign = '', second = '', year = ''] = match;
  // Three numbers with hyphens and a short year are more often something else.
  const isPadded = first.length + second.length === 4 && !scan.grammar.language.startsWith('en');
  if (sign !== '/' && year.length === 2 && !isPadded) return null;
  const full = year.length === 4 ? year : `${Number(year) < 50 ? '20' : '19'}${year}`;
  return finish(scan, match, { year: full, ...order(scan, [Number(first), Number(second)], sign) });
}

function readShort(scan: Scan, at: number): Reading | null {
  const match = matchAt(short, scan.text, at);
  if (match === null) return null;
  // No fraction has a zero before its numbers.
  const isPadded = /^0|\/0/u.test(match[0]);
  if (!isPadded && !dateWords.has(wordBefore(scan.text, at))) return null;
  return finish(scan, match, order(scan, [Number(match[1]), Number(match[2])], '/'));
}

/** Points stand in dates that begin with the day, in any language; a month above twelve is the day. */
function order(
  { grammar }: Scan,
  [first, second]: readonly [number, number],
  sign: string,
): { day: number; month: number } {
  const isMonthFirst = sign !== '.' && grammar.dates.order === 'month-first';
  const [month, day] = isMonthFirst ? [first, second] : [second, first];
  return month > 12 && day <= 12 ? { month: day, day: month } : { month, day };
}

interface Parts {
  readonly day: number;
  readonly month: number;
  readonly year?: string;
}

function finish(scan: Scan, match: RegExpExecArray, date: Parts): Reading | null {
  const { day, month } = date;
  if (day < 1 || day > 31 || month < 1 || month > 12) return null;
  const before = wordBefore(scan.text, match.index);
  const hasTime = /[T ]$/u.test(match[0]);
  const end = match.index + match[0].length - (match[0].endsWith(' ') ? 1 : 0);
  return say(scan.grammar.dates.date(date, before) + (hasTime ? ',' : ''), match.index, end);
}
