import { certainUnit, toUnitSymbol } from '../scan/certain-unit.ts';
import { matchAt, type Reading, say, sayPer, type Scan, wordAfter, wordBefore } from '../scan/scan.ts';
import { withPoint } from './unit.ts';

const withDivisor = /\p{L}{1,4}\/\p{L}{1,3}²?(?![\p{L}\p{N}/])/uy;
/** `€/kg`, `R$/m²` */
const price = /(R?\$|\p{Sc}|[A-Z]{3})\/((?:\p{L}\p{M}*){1,5})([²³23])?(?![\p{L}\p{M}\p{N}/])/uy;
/** `per kg` */
const divisor = /(?:(?!in(?!\p{L}))\p{L}{2,4}|[gmlL])[²³]?(?![\p{L}\p{N}/])/uy;
const certain = new RegExp(certainUnit, 'uy');
/** `1 heaped tsp`, `1/2 level tbsp` */
const oneHeaped = /(?<![\d.,/]|\d )(?:1|\d\/\d{1,2}) \p{Ll}{3,12} $/u;
const operator = /[=+−×*·] ?$/u;
const operatorBehind = /^ ?[=+−×*^·]/u;

/** Reads a unit without a number: `in km/h`, `al kg`, `por m²`, `a few ml`. */
export function readUnitAlone(scan: Scan, at: number): Reading | null {
  const { text, options } = scan;
  if (!options.unitNormalization || /[\p{L}\p{N}/]/u.test(text.charAt(at - 1))) return null;
  return (
    readBehindPlus(scan, at) ??
    readScale(scan, at) ??
    readDivisor(scan, at) ??
    readCertain(scan, at) ??
    readPrice(scan, at) ??
    readDivided(scan, at)
  );
}

const shortUnit = /(?!in(?!\p{L}))\p{L}{2,5}(?![\p{L}\p{N}/])/uy;

/** `5+ yrs`, `100+ km`: so much and more. */
function readBehindPlus({ text, grammar }: Scan, at: number): Reading | null {
  const isBehind = /\d\+ ?$/u.test(text.slice(Math.max(0, at - 3), at));
  const written = isBehind ? (matchAt(shortUnit, text, at)?.[0] ?? '') : '';
  const unit = Object.hasOwn(grammar.units, written) ? grammar.units[written] : undefined;
  return unit === undefined ? null : say(unit.many, at, withPoint(text, at + written.length));
}

const scaleBefore = /(?<!\p{L})(?:degrees?|grados?|degrés?|grad[oi]|graus?) $/u;

/** `20 degrees C`: the scale behind the word. */
function readScale({ text, grammar }: Scan, at: number): Reading | null {
  const letter = text.charAt(at);
  const isScale = /^[CF](?![\p{L}\p{N}'’])/u.test(text.slice(at, at + 2));
  if (!isScale || !scaleBefore.test(text.slice(Math.max(0, at - 9), at))) return null;
  const name = grammar.units[`°${letter}`]?.many.split(' ').at(-1);
  return name === undefined ? null : say(name, at, at + 1);
}

function readDivisor({ text, grammar }: Scan, at: number): Reading | null {
  if (wordBefore(text, at) !== grammar.numbers.per) return null;
  const written = matchAt(divisor, text, at)?.[0] ?? '';
  const one = Object.hasOwn(grammar.units, written) ? grammar.units[written]?.one : undefined;
  return one === undefined ? null : say(one, at, at + written.length);
}

/** The name is in the singular behind words such as `al` and `cada`, and before a number: `en el km 5`. */
function readCertain({ text, grammar }: Scan, at: number): Reading | null {
  const written = matchAt(certain, text, at)?.[0] ?? '';
  const end = at + written.length;
  const symbol = toUnitSymbol(written);
  const unit = Object.hasOwn(grammar.units, symbol) ? grammar.units[symbol] : undefined;
  const isBehindWord = /[\p{L}\p{M}),:] ?\(?$/u.test(text.slice(Math.max(0, at - 3), at));
  if (unit === undefined || !isBehindWord) return null;
  if (operator.test(text.slice(Math.max(0, at - 2), at)) || operatorBehind.test(text.slice(end, end + 2)))
    return null;
  const isOne =
    /^\.? ?\d/u.test(text.slice(end, end + 3)) ||
    grammar.oneOf.has(wordBefore(text, at)) ||
    oneHeaped.test(text.slice(Math.max(0, at - 24), at)) ||
    isDescribing({ text, grammar }, end);
  return say(isOne ? unit.one : unit.many, at, withPoint(text, end));
}

/** `dB levels`, `in mm increments` */
function isDescribing({ text, grammar }: Pick<Scan, 'grammar' | 'text'>, end: number): boolean {
  const next = grammar.language.startsWith('en') ? wordAfter(text, end) : '';
  return /^\p{Ll}{3,}$/u.test(next) && text.charAt(end) === ' ' && !grammar.functionWords.has(next);
}

function readPrice(scan: Scan, at: number): Reading | null {
  const [written, name = '', symbol = '', exponent = ''] = matchAt(price, scan.text, at) ?? [];
  const { currencies, units } = scan.grammar;
  const unit = toUnitSymbol(symbol + exponent);
  if (written === undefined || !Object.hasOwn(currencies, name) || !Object.hasOwn(units, unit)) return null;
  return say(
    `${currencies[name]?.many ?? ''} ${sayPer(scan, units[unit]?.one ?? '')}`,
    at,
    at + written.length,
  );
}

function readDivided({ text, grammar }: Scan, at: number): Reading | null {
  const written = matchAt(withDivisor, text, at)?.[0];
  if (written === undefined) return null;
  const [unit = '', under = ''] = written.split('/');
  const [upper, lower] = [grammar.units[unit], grammar.units[under]];
  const isKnown = written === 'm/s' || (unit.length > 1 && unit !== 'in');
  const known = Object.hasOwn(grammar.units, written) ? grammar.units[written]?.many : undefined;
  const composed =
    isKnown && upper && lower ? `${upper.many} ${grammar.numbers.per} ${lower.one}` : undefined;
  const words = known ?? composed;
  return words === undefined ? null : say(words, at, at + written.length);
}
