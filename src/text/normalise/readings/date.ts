import { matchAt, type Reading, say, type Scan, toForm, wordBefore } from '../scan/scan.ts';
import { isFraction } from './pair.ts';
import { toSpanishRank } from './roman.ts';

const yearMonth = /((?:19|20)\d\d)[-/](0[1-9]|(?<=\/)1[0-2])(?![\d/-]|\.\d)/uy;
const monthYear = /(1[0-2]|0?[1-9])\/((?:19|20)\d\d)(?![\d/]|\.\d)/uy;
const rangeSign = / ?[-–—] ?(?=\d)/uy;
const iso = /(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?![\d/-])(?:[T ](?=\d\d:\d\d))?/uy;
/** The first of a month is written as an ordinal number, too: `1º/05`. */
const numeric =
  /(\d{1,2})(?:(?<=(?<!\d)1)(?:º|°|o|er))?([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/]|\.\d|-(?!\d{1,2}[/.-]\d))/uy;
/** Five pairs are a telephone of France. */
const pairs = /\d\d(?:[-.]\d\d){4}(?!\d)/uy;
const short = /(\d{1,2})(?:(?<=(?<!\d)1)(?:º|°|o|er))?\/(\d{1,2})(?![\d/]|\.\d)/uy;
const dateWords = new Set(['on', 'by', 'until', 'till', 'since', 'due', 'before', 'after', 'from', 'thru', 'exp', 'expires', 'le', 'el', 'il', 'dal', 'al', 'del', 'em', 'dia', 'día', 'du', 'au']); // prettier-ignore

/** Reads a date in numbers: `2024-01-05`, `01/05/2024`, `5.1.2024`, and `11/28` where it can be nothing else. */
export function readNumericDate(scan: Scan, at: number): Reading | null {
  const first = readIso(scan, at) ?? readFull(scan, at) ?? readShort(scan, at);
  if (first === null) return readMonth(scan, at);
  const range = matchAt(rangeSign, scan.text, first.end);
  const from = range === null ? null : range.index + range[0].length;
  const last =
    from === null ? null : (readIso(scan, from) ?? readFull(scan, from) ?? readShort(scan, from, true));
  if (last === null) return first;
  const words = [first, last].map(({ parts }) => parts[0]?.spoken ?? '');
  return say(words.join(` ${scan.grammar.numbers.to} `), at, last.end);
}

/** `5/2024`, `2024-05`: a month of a year. */
function readMonth(scan: Scan, at: number): Reading | null {
  const { text, grammar } = scan;
  const [iso, written] = [matchAt(yearMonth, text, at), matchAt(monthYear, text, at)];
  const match = iso ?? written;
  if (match === null || isLawNumber(scan, at)) return null;
  // `2001/02` is a season.
  if (iso?.[0].includes('/') === true && Number(iso[2]) === (Number(iso[1]) + 1) % 100) return null;
  const [year = '', month = ''] = iso === null ? [match[2], match[1]] : [match[1], match[2]];
  const name = grammar.dates.monthNames[Number(month) - 1] ?? '';
  const link = /^(?:es|pt-br)$/u.test(grammar.language) ? ' de' : '';
  return say(`${name}${link} ${grammar.numbers.year(year)}`, at, at + match[0].length);
}

const papers =
  /^(?:ley|leyes|lo|l\.o|rd|r\.d|rdl|real|decreto|orden|resolución|directiva|reglamento|sentencia|expediente|exp|acuerdo|circular|auto|lei|portaria|resolução|processo|edital|ofício|mp|pl|legge|sentenza|ordinanza|delibera|regolamento|direttiva|loi|règlement|directive|arrêté|n[°º]|n\.º|núm|nr|n|d\.?l|d\.?lgs|dpr|d\.p\.r|dpcm|d\.?m)$/u;

/** `Ley 5/2023`, `RDL 5/2023`: the number of a law and its year. */
function isLawNumber({ text, grammar }: Scan, at: number): boolean {
  return !grammar.language.startsWith('en') && papers.test(wordBefore(text, at));
}

function readIso(scan: Scan, at: number): Reading | null {
  const match = matchAt(iso, scan.text, at);
  if (match === null) return null;
  const [, year = '', month = '', day = ''] = match;
  return finish(scan, match, { year, month: Number(month), day: Number(day) });
}

function readFull(scan: Scan, at: number): Reading | null {
  const match = matchAt(numeric, scan.text, at);
  if (match === null || matchAt(pairs, scan.text, at) !== null) return null;
  const [, first = '', sign = '', second = '', year = ''] = match;
  // Three numbers with hyphens and a short year are more often something else.
  const isPadded = first.length + second.length === 4 && !scan.grammar.language.startsWith('en');
  const isNamedSo = sign === '.' && dateWords.has(wordBefore(scan.text, at));
  if (sign !== '/' && year.length === 2 && !isPadded && !isNamedSo) return null;
  const full = year.length === 4 ? year : `${Number(year) < 50 ? '20' : '19'}${year}`;
  return finish(scan, match, { year: full, ...order(scan, [Number(first), Number(second)], sign) });
}

/** `isDate` says that it can be nothing else. */
function readShort(scan: Scan, at: number, isDate = false): Reading | null {
  const match = matchAt(short, scan.text, at);
  if (match === null) return null;
  // No fraction has a zero before its numbers.
  const isPadded = /^0|\/0|^1\D+\//u.test(match[0]);
  const isRange = isRangeOfDays(scan, at);
  const before = wordBefore(scan.text, at);
  const isBehindDay =
    Object.values(scan.grammar.dates.weekdays).some((day) => day.toLowerCase() === before) ||
    Object.hasOwn(scan.grammar.dates.weekdays, before);
  if (isOfDay(scan, at) && match[0] !== '9/11')
    return finish(scan, match, order(scan, [Number(match[1]), Number(match[2])], '/'));
  if (!isPadded && !isDate && !isRange && !isBehindDay && !dateWords.has(before)) return null;
  return finish(scan, match, order(scan, [Number(match[1]), Number(match[2])], '/'));
}

const behindFraction = /^ of(?!\p{L})/u;
const twoDays = /(\d{1,2})\/(\d{1,2}) ?[-–] ?(\d{1,2})\/(\d{1,2})(?![\d/]|\.\d)/uy;

/** `12/24-12/26`, `1/1-2/15`: days above twelve that make no usual fractions, as `1/2-3/4` and `7/16-9/16` are. */
function isRangeOfDays(scan: Scan, at: number): boolean {
  const match = matchAt(twoDays, scan.text, at);
  if (match === null) return false;
  const end = at + match[0].length;
  const [a = 0, b = 0, c = 0, d = 0] = match.slice(1).map(Number);
  // `7/4–7/6`: no fractions run down.
  if ((a === 1 && b === 1) || (a === c && a > b && b < d)) return true;
  // `1/10-1/20 of the dose`
  const areFractions = isFraction(String(a), String(b)) && isFraction(String(c), String(d));
  const isCounting = behindFraction.test(scan.text.slice(end, end + 4)) || toForm(scan, end).isBeforeNoun;
  if (areFractions && (isCounting || (a === 1 && c === 1))) return false;
  const dates = [order(scan, [a, b], '/'), order(scan, [c, d], '/')];
  const areDates = dates.every(({ day, month }) => month > 0 && month < 13 && day > 0 && day < 32);
  return areDates && dates.some(({ day }) => day > 12 && day !== 16);
}

/** `the week of 3/11` */
function isOfDay({ text }: Scan, at: number): boolean {
  return /(?:week|weekend|day|night|morning|evening) of $/u.test(text.slice(Math.max(0, at - 12), at));
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

const quarter = /(?:([1-4])T|T([1-4]))(?: (?:de |del )?((?:19|20)\d\d)|(?<=\dT)(\d\d))(?![\p{L}\p{N}])/uy;

/** Reads a quarter of a year as reports have it: `1T24`, `T1 2024`, `1T de 2024`. */
export function readQuarter({ text, grammar }: Scan, at: number): Reading | null {
  const { language, numbers } = grammar;
  if (!/^(?:es|fr|it|pt-br)$/u.test(language) || /[\p{L}\p{N}]/u.test(text.charAt(at - 1))) return null;
  const match = matchAt(quarter, text, at);
  if (match === null) return null;
  const [whole, first, second, year, short = ''] = match;
  const rank = numbers.ordinal(first ?? second ?? '', 'm');
  const link = /^(?:es|pt-br)$/u.test(language) ? 'de ' : '';
  const spoken = `${language === 'es' ? toSpanishRank(rank) : rank} trimestre ${link}${numbers.year(year ?? `20${short}`)}`;
  return say(spoken, at, at + whole.length);
}
