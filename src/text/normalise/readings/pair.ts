import { readPart } from './part.ts';
import type { Gender } from '../grammar/grammar.ts';
import { matchAt, type Reading, say, type Scan, toForm, wordBefore, wordsBefore } from '../scan/scan.ts';

const usual = new Set([2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 16, 20, 24, 25, 32, 50, 64, 100, 1000]);

/** The word for a half behind what is counted whole. */
export const halves: Readonly<Record<string, Readonly<Record<Gender, string>>>> = {
  es: { f: 'media', m: 'medio' },
  fr: { f: 'demie', m: 'demi' },
  it: { f: 'mezza', m: 'mezzo' },
  'pt-br': { f: 'meia', m: 'meio' },
};

/** Two numbers with a slash between them. */
interface Pair {
  readonly at: number;
  readonly end: number;
  readonly numerator: string;
  readonly denominator: string;
}

/** Reads two numbers that are no fraction: a season, a day of a month, how often something is. */
export function readPair(scan: Scan, pair: Pair): Reading | null {
  return (
    readExposure(scan, pair) ??
    readSeason(scan, pair) ??
    readYears(scan, pair) ??
    readSet(scan, pair) ??
    readHalfHour(scan, pair) ??
    readPressure(scan, pair) ??
    readDayOfMonth(scan, pair) ??
    readEvery(scan, pair)
  );
}

/** `2022/23`, `1999/2000`: a year and the next one; English leaves its century out. */
function readSeason({ grammar }: Scan, { at, end, numerator, denominator }: Pair): Reading | null {
  if (!isSeason(numerator, denominator)) return null;
  const isShort = denominator.length === 2 && !grammar.language.startsWith('en');
  const century = isShort ? numerator.slice(0, 2) : '';
  const years = [numerator, century + denominator].map((year) => grammar.numbers.year(year));
  return say(years.join(` ${grammar.numbers.to} `), at, end);
}

const year = /^(?:1[5-9]|20)\d\d$/u;

/** `1998/2005`: two years that do not follow each other. */
function readYears({ grammar }: Scan, { at, end, numerator, denominator }: Pair): Reading | null {
  if (!year.test(numerator) || !year.test(denominator)) return null;
  const years = [numerator, denominator].map((written) => grammar.numbers.year(written));
  return say(years.join(` ${grammar.symbols['/'] ?? ''} `), at, end);
}

/** `1/250s`: how long a shutter is open. */
function readExposure(scan: Scan, { at, end, numerator, denominator }: Pair): Reading | null {
  const isOne = numerator === '1' && Number(denominator) > 1;
  if (!isOne || !/^ ?(?:s|secs?|seconds?)(?![\p{L}\p{N}])/u.test(scan.text.slice(end, end + 9))) return null;
  return readPart(scan, { start: at, end }, (form) => scan.grammar.numbers.fraction('1', denominator, form));
}

const set = /^(?:,| et| y| e| and) ?(\d{1,2})\/(\d{1,2})(?!\d|\/)|^ \((\d{1,2})\/(\d{1,2})\)/u;
const setBefore = /(?<![\d/])(\d{1,2})\/(\d{1,2})(?:,? |,? (?:et|y|e|and) | \()$/u;

/** `6/4, 3/6, 7/6 (7/5)`: sets of a match in a row, one of which is lost by the other side. */
function readSet({ text, grammar }: Scan, { at, end, numerator, denominator }: Pair): Reading | null {
  const others = [
    setBefore.exec(text.slice(Math.max(0, at - 14), at)),
    set.exec(text.slice(end, end + 12).replace(/^,? (?=\d|et|y|e|and)/u, ',')),
  ];
  const pairs = others.flatMap((match) =>
    match === null ? [] : [[match[1] ?? match[3] ?? '', match[2] ?? match[4] ?? '']],
  );
  const scores = [[numerator, denominator], ...pairs].map((pair) => pair.map(Number));
  const isWon = scores.some(([first = 0, second = 0]) => first > second);
  const areSmall = scores.every(
    ([first = 0, second = 0]) =>
      Math.max(first, second) <= 15 && Math.max(first, second) >= 6 && first !== second,
  );
  if (pairs.length === 0 || !isWon || !areSmall) return null;
  const [first, second] = [numerator, denominator].map((digits) =>
    grammar.numbers.cardinal(digits, { gender: 'm', isBeforeNoun: false }),
  );
  return say(`${first ?? ''} ${grammar.numbers.to} ${second ?? ''}`, at, end);
}

/** `2 h 1/2` is two hours and a half in Romance languages. */
function readHalfHour({ text, grammar }: Scan, { at, end, numerator, denominator }: Pair): Reading | null {
  const half = halves[grammar.language]?.f;
  if (half === undefined || `${numerator}/${denominator}` !== '1/2') return null;
  const isBehindHours = /\d ?h $/u.test(text.slice(Math.max(0, at - 4), at));
  return isBehindHours ? say(`${grammar.numbers.and} ${half}`, at, end) : null;
}

const pressures = /^(?:bp|pressure|tensión|presión|tension|pression|pressione|pressão|pa|ta)$/iu;
/** The sides of screens. */
const sides = /^(?:16\/9|16\/10|18\/9|21\/9)$/u;

/** `tension 12/8`: what is measured of the blood is no fraction. */
function readPressure({ text, grammar }: Scan, { at, end, numerator, denominator }: Pair): Reading | null {
  const isPressure = wordsBefore(text, at)
    .slice(-3)
    .some((word) => pressures.test(word));
  if (!isPressure || Number(numerator) < Number(denominator) || Number(numerator) > 30) return null;
  const { numbers, symbols, language } = grammar;
  const link = language === 'pt-br' ? numbers.by : (symbols['over'] ?? '');
  const [upper, lower] = [numerator, denominator].map((digits) =>
    numbers.cardinal(digits, { gender: 'm', isBeforeNoun: false }),
  );
  return say(`${upper ?? ''} ${link} ${lower ?? ''}`, at, end);
}

/** `12/31`, `25/12`: what is an odd fraction is a date. */
function readDayOfMonth(scan: Scan, { at, end, numerator, denominator }: Pair): Reading | null {
  const { text, grammar } = scan;
  const isAlways =
    `${numerator}/${denominator}` === '24/7' &&
    !/^(?: (?:às?|a las|à|alle|at|um|de) \d)/u.test(text.slice(end, end + 8));
  // `abierto 24/7`
  if (isAlways || sides.test(`${numerator}/${denominator}`)) return null;
  const isMonthFirst = grammar.dates.order === 'month-first';
  const [month, day] = (isMonthFirst ? [numerator, denominator] : [denominator, numerator]).map(Number);
  if (month === undefined || day === undefined || month > 12 || month < 1 || day < 13 || day > 31)
    return null;
  // `12/25` is Christmas, but no day in `1/24 scale`, `12/25 students` and `5/24 were sick`.
  const isPart = /^(?: (?:of|\p{L}+ of|were|are|have)(?!\p{L})|[-–]\d+\/\d)/u.test(text.slice(end, end + 16));
  const isCounting = toForm(scan, end).isBeforeNoun;
  const isDay = /^(?:24|25)$/u.test(denominator) && !isPart && !isCounting;
  if (isMonthFirst && isFraction(numerator, denominator) && !isDay) return null;
  return say(grammar.dates.date({ day, month }, wordBefore(text, at)), at, end);
}

/** `de 8/8 h` is every eight hours in Brazil. */
function readEvery({ text, grammar }: Scan, { at, end, numerator, denominator }: Pair): Reading | null {
  if (grammar.language !== 'pt-br' || numerator !== denominator) return null;
  const unit = matchAt(/ ?(?:hs?|horas)(?!\p{L})/uy, text, end);
  const count = grammar.numbers.cardinal(numerator, { gender: 'f', isBeforeNoun: true });
  return unit === null ? null : say(`${count} em ${count} horas`, at, end + unit[0].length);
}

function isSeason(first: string, second: string): boolean {
  if (!/^(?:1[89]|20)\d\d$/u.test(first)) return false;
  const next = Number(first) + 1;
  return second === String(next) || (second.length === 2 && Number(second) === next % 100);
}

/** Whether two numbers with a slash are a fraction that people use. */
export function isFraction(numerator: string, denominator: string): boolean {
  const [top, bottom] = [Number(numerator), Number(denominator)];
  return (
    top > 0 &&
    (top < bottom || bottom <= 16) &&
    top !== bottom &&
    usual.has(bottom) &&
    !(bottom === 7 && top === 24)
  );
}
