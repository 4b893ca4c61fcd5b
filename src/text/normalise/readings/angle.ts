import type { Noun } from '../grammar/grammar.ts';
import { type Numeral, parseNumeral, sayNumeral } from '../scan/numeral.ts';
import { matchAt, type Reading, say, type Scan } from '../scan/scan.ts';

const degreeSign = / ?[°º](?= ?[\dNSEWO])/uy;
const minuteSign = / ?'(?!')/uy;
const secondSign = / ?(?:"|'')/uy;
const space = / ?(?=\d)/uy;
const direction = / ?([NSEWO])(?![\p{L}\p{M}\p{N}'’&/-])/uy;

/** The names of the quarters of the sky: north, south, east, west. */
const quarters: Readonly<Record<string, readonly [string, string, string, string]>> = {
  en: ['north', 'south', 'east', 'west'],
  es: ['norte', 'sur', 'este', 'oeste'],
  fr: ['nord', 'sud', 'est', 'ouest'],
  hi: ['उत्तर', 'दक्षिण', 'पूर्व', 'पश्चिम'],
  it: ['nord', 'sud', 'est', 'ovest'],
  pt: ['norte', 'sul', 'leste', 'oeste'],
};

/** Reads a place on a map, or an angle with its minutes: `40°42′46″N`, `51° 30' N`, `40.7128° N`. */
export function readAngle(scan: Scan, at: number): Reading | null {
  const { text, grammar } = scan;
  const { units, dates } = grammar;
  const degrees = parseNumeral(scan, at);
  const sign = degrees === null ? null : matchAt(degreeSign, text, degrees.end);
  const degree = units['°'];
  if (degrees === null || sign === null || degree === undefined || degrees.integer.length > 3) return null;
  let end = degrees.end + sign[0].length;
  const spoken = [sayPart(scan, degrees, degree)];
  const signs = [minuteSign, secondSign] as const;
  for (const [index, pattern] of signs.entries()) {
    const from = matchAt(space, text, end);
    const part = from === null ? null : parseNumeral(scan, end + from[0].length);
    const mark = part === null ? null : matchAt(pattern, text, part.end);
    if (part === null || mark === null || Number(part.integer) > 59) break;
    spoken.push(sayPart(scan, part, dates.units[index === 0 ? 1 : 2]));
    end = part.end + mark[0].length;
  }
  const quarter = matchAt(direction, text, end);
  if (spoken.length === 1 && (quarter === null || isDoor(scan, degrees))) return null;
  if (quarter !== null) {
    spoken.push(sayQuarter(scan, quarter[1] ?? ''));
    end += quarter[0].length;
  }
  return say(spoken.join(' '), at, end);
}

/** `3º E` is a door of the third floor in Spain and Brazil. */
function isDoor({ grammar }: Scan, { integer, fraction }: Numeral): boolean {
  return !grammar.language.startsWith('en') && fraction === null && Number(integer) < 20;
}

/** `07″` is seven seconds. */
function sayPart(scan: Scan, numeral: Numeral, { one, many, gender = 'm' }: Noun): string {
  const integer = numeral.integer.replace(/^0+(?=\d)/u, '');
  const isOne = integer === '1' && numeral.fraction === null;
  return `${sayNumeral(scan, { ...numeral, integer }, { gender, isBeforeNoun: true })} ${isOne ? one : many}`;
}

/** West is `O` in Romance languages, `W` in maps of any. */
function sayQuarter({ grammar }: Scan, letter: string): string {
  const index = letter === 'O' ? 3 : 'NSEW'.indexOf(letter);
  return quarters[grammar.language.slice(0, 2)]?.[index] ?? letter;
}
