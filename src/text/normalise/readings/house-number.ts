import type { Numeral } from '../scan/numeral.ts';
import { matchAt, type Reading, say, type Scan, spell, wordBefore, wordsBefore } from '../scan/scan.ts';

const street = String.raw` (?:[NSEW]{1,2}\.? )?(?:(?:\p{Lu}\p{L}+|\d{1,3}(?:st|nd|rd|th)) ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Way|Court|Ct|Place|Pl|Square|Sq|Terrace|Parkway|Pkwy|Highway|Hwy)(?![\p{L}])`;
const plain = new RegExp(street, 'uy');
const lettered = new RegExp(`[A-D]${street}`, 'uy');
const states = /^(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])$/u; // prettier-ignore

/** `221B Baker Street` is no amount of billions. */
export function isLetteredHouse({ text }: Scan, { fraction, end }: Numeral): boolean {
  return fraction === null && matchAt(lettered, text, end) !== null;
}

/** `123 W. Main St.`: no watts. */
export function isOnStreet({ text }: Scan, { fraction, end }: Numeral): boolean {
  return (
    fraction === null &&
    /^ [NSEW]{1,2}\.? /u.test(text.slice(end, end + 5)) &&
    matchAt(plain, text, end) !== null
  );
}

/** Whether a street begins at an offset, with the space before it. */
export function isStreet(text: string, at: number): boolean {
  return matchAt(plain, text, at) !== null;
}

/** `1600 Pennsylvania Ave`: the number of an American house is said by its halves. */
export function isHouse({ text }: Scan, { integer, end }: Numeral): boolean {
  return /^[1-9]\d{3}$/u.test(integer) && matchAt(plain, text, end) !== null;
}

/** `Washington, DC 20500`: a postal code behind its state. */
export function isPostalCode({ text, grammar }: Scan, at: number, { integer }: Numeral): boolean {
  return (
    grammar.language === 'en-us' &&
    integer.length === 5 &&
    states.test((wordsBefore(text, at).at(-1) ?? '').replaceAll('.', ''))
  );
}

const ofLetters = new Set(['aisle', 'apartment', 'appendix', 'apt', 'area', 'article', 'bay', 'block', 'box', 'building', 'bus', 'channel', 'chapter', 'class', 'court', 'district', 'dock', 'door', 'entrance', 'exercise', 'exhibit', 'exit', 'fig', 'figure', 'flat', 'floor', 'form', 'gate', 'grade', 'group', 'hall', 'lane', 'level', 'line', 'locker', 'lot', 'no', 'number', 'page', 'part', 'phase', 'pier', 'platform', 'problem', 'question', 'rm', 'room', 'route', 'row', 'runway', 'seat', 'section', 'site', 'size', 'slot', 'stage', 'stall', 'stand', 'step', 'studio', 'suite', 'table', 'team', 'terminal', 'track', 'type', 'unit', 'ward', 'wing', 'zone']); // prettier-ignore

/** Whether a letter behind a number is part of it: `Apt. 4B`, `Gate 12C`. */
export function isLettered(scan: Scan, at: number, end: number): boolean {
  if (!/^\p{Lu}(?![\p{L}\p{N}])/u.test(scan.text.slice(end, end + 2))) return false;
  return ofLetters.has(wordBefore(scan.text, at));
}

const pair = /(\d{1,3})([a-f])([-–/])(\d{1,3})([a-f])(?![\p{L}\p{N}])/iuy;

/** `1a-1c`, `5A/5B`: parts that their letters tell apart, no cents nor amperes. */
export function readLetteredPair(scan: Scan, at: number): Reading | null {
  const { text, grammar } = scan;
  const match = /[\p{L}\p{N}.,]/u.test(text.charAt(at - 1)) ? null : matchAt(pair, text, at);
  const [written = '', number = '', from = '', sign, other = '', until = ''] = match ?? [];
  const isRow = from < until && /[a-f]/u.test(from) === /[a-f]/u.test(until);
  if (match === null || number !== other || !isRow) return null;
  const [first, last] = [from, until].map(
    (letter) =>
      `${grammar.numbers.cardinal(number, { gender: 'm', isBeforeNoun: false })} ${spell(scan, letter)}`,
  );
  return say(
    `${first ?? ''} ${sign === '/' ? '' : `${grammar.numbers.to} `}${last ?? ''}`,
    at,
    at + written.length,
  );
}

/** Whether a number is a postal code before its place: `Via Roma, 12 - 20121 Milano`. */
export function isBeforePlace({ text }: Scan, { integer, end }: Numeral): boolean {
  return integer.length === 5 && /^ \p{Lu}/u.test(text.slice(end, end + 2));
}
