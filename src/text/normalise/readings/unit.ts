import type { Noun } from '../grammar/grammar.ts';
import { toUnitSymbol } from '../scan/certain-unit.ts';
import { matchAt, sayPer, type Scan, wordAfter } from '../scan/scan.ts';
import { findInContext, findInverse, findShort, isInQuotes, percentagePoint } from './unit-context.ts';

/** A unit of measurement behind a number. */
export interface UnitMatch {
  readonly start: number;
  readonly end: number;
  readonly noun: Noun;
}

const candidate =
  /([ -]?)(°[CFK]?|[%‰]|["'”](?:(?!\p{L})|(?=x ?\d))|[★×]|[\p{L}\p{M}μΩ]{1,14})(\^?[23](?![\d.,]*\d)|[²³])?/uy;
const pair =
  / ?((?:sq|cu|fl)\.? (?:ft|in|mi|yd|km|m|oz)|(?:ft|in)[ -]lbs?|lbs?[ -]ft|mm Hg|c\. ?à ?(?:soupe|café|[sc]\.)|(?:कि|से|मि)\.(?:मी|ग्रा|ली)\.?|(?:वर्ग|घन) (?:मी|किमी|सेमी|मिमी|फ़?ुट|फीट)\.?)(?![\p{L}\p{M}])/uy;
const perUnit = /\/((?:sq |cu )?(?:\p{L}\p{M}*){1,10})(\^?[23]|[²³])?(?![\p{L}\p{N}])/uy;
/** The sign of a product within a unit: `N·m`. */
const product = /[·⋅](\p{L}{1,3})(?![\p{L}\p{N}⁻])/uy;
/** `kg⁻¹` is `/kg`. */
const inverse = /[·⋅ ](\p{L}{1,4})⁻([¹²³])(?![⁰¹²³⁴-⁹])/uy;
const perHundred = /\/ ?100 ?km(?![\p{L}\p{N}])/uy;
/** Letters that stand for a unit only where they touch the number. */
const touchingOnly = new Set(['A', 'C', 'F', 'd', 'B', 'b', 'N', 'J', 'T', 'in', 'c', 'x', '×', 'X', "'", '"', 'p', 'pp', 'yd.']); // prettier-ignore
const dimension = /^(?:wide|long|tall|high|deep|thick|by|x)$/u;

/** Finds the unit right behind a number. */
export function parseUnit(scan: Scan, at: number): UnitMatch | null {
  if (!scan.options.unitNormalization) return null;
  return parsePair(scan, at) ?? parseDotted(scan, at) ?? parseSingle(scan, at);
}

function parsePair({ text, grammar }: Scan, at: number): UnitMatch | null {
  const match = matchAt(pair, text, at);
  const [written = '', symbol = ''] = match ?? [];
  const name = symbol.replace(/\. ?/u, ' ').replace(/(?<=\p{M}|\p{Lo})\.$/u, '');
  const key = name.includes('lb') ? name.replace(' ', '-').replace('lbs', 'lb') : name;
  const noun = Object.hasOwn(grammar.units, key) ? grammar.units[key] : undefined;
  if (match === null || noun === undefined) return null;
  const start = at + (written.startsWith(' ') ? 1 : 0);
  return { start, end: withPoint(text, at + written.length), noun };
}

const dotted = / ?((?:\p{Ll}\.){2,3}\p{Ll}|p\.p)(?=\.)/uy;
const spacedDegree = / ?[°º] ([CF])(?![\p{L}\p{N}'’])/uy;

/** `60 m.p.h.`, and `98.6° F` with a space. */
function parseDotted({ text, grammar: { units } }: Scan, at: number): UnitMatch | null {
  const match = matchAt(spacedDegree, text, at) ?? matchAt(dotted, text, at);
  const [written = '', letters = ''] = match ?? [];
  const symbol = /[°º]/u.test(written) ? `°${letters}` : letters.replaceAll('.', '');
  const noun = Object.hasOwn(units, symbol) ? units[symbol] : undefined;
  if (match === null || noun === undefined || (symbol.length < 3 && !/^°|pp/u.test(symbol))) return null;
  const end = at + written.length;
  return { start: at + (written.startsWith(' ') ? 1 : 0), end: withPoint(text, end), noun };
}

function parseSingle(scan: Scan, at: number): UnitMatch | null {
  const { text } = scan;
  const match = matchAt(candidate, text, at);
  if (match === null) return null;
  const [, gap = '', first = '', exponent = ''] = match;
  // `a 2-in-1 laptop`, `4-in-a-row`
  if (gap === '-' && first === 'in' && /^-(?:an?-|\d)/u.test(text.slice(at + match[0].length))) return null;
  // A quote that was opened is closed by the sign for inches.
  if (first === '”' && isQuoted(text, at)) return null;
  if (first === "'" && isInQuotes(text, at)) return null;
  let symbol = first === '”' ? '"' : first;
  const raised = toUnitSymbol(exponent.replace('^', ''));
  let end = at + match[0].length;
  const start = at + (gap === ' ' ? 1 : 0);
  const inContext = findInContext(scan, symbol, { at, end });
  const short = inContext === percentagePoint ? undefined : findShort(scan, symbol, end);
  if (short !== undefined) return { start, end: end + 1, noun: short };
  if (symbol === 'pp' && inContext === undefined) return null;
  const inverted = findInverse(scan, symbol, end);
  if (inverted !== null) return { start, ...inverted };
  let noun = inContext ?? findAnglePart(scan, symbol, at) ?? findUnit(scan, symbol + raised);
  // A rate of interest changes by basis points.
  if (symbol === 'bps' && /(?<![\d.,])\d{1,3}$/u.test(text.slice(Math.max(0, at - 4), at)))
    noun = findUnit(scan, 'bp');
  if (noun === undefined && exponent !== '') {
    noun = findUnit(scan, symbol);
    end -= exponent.length;
  }
  const times = matchAt(product, text, end);
  const whole = times === null ? undefined : findUnit(scan, symbol + (times[1] ?? ''));
  if (times !== null && whole !== undefined)
    [noun, end, symbol] = [whole, end + times[0].length, symbol + (times[1] ?? '')];
  const isSize = /^["']$/u.test(symbol) && /^x ?\d/u.test(text.slice(end, end + 3));
  if (noun === undefined) return null;
  if (!isSize && /^[\p{L}\p{M}\p{N}⁻]|^['’]\p{L}/u.test(text.slice(end, end + 2))) return null;
  const isTimes = /^[xX×]$/u.test(symbol);
  if ((isTimes || (symbol === 't' && gap === '')) && isVariable(text, at, end)) return null;
  // `7950X` is a processor, `1000X` a thousand times.
  if (symbol === 'X' && /(?<!\d)\d(?!000)\d{3}$/u.test(text.slice(Math.max(0, at - 5), at))) return null;
  // `802.11ac` is a standard.
  if (symbol === 'ac' && gap === '') return null;
  const often = isTimes ? findPeriod(scan, noun, end) : null;
  if (often !== null) return { start, ...often };
  const isLoose = inContext === undefined && touchingOnly.has(symbol) && !isDimension(text, symbol, end);
  if (gap === ' ' && isLoose) {
    return isTemperature(scan, symbol, at)
      ? { start: at + 1, end, noun: scan.grammar.units[`°${symbol}`] ?? noun }
      : null;
  }
  // `45-B` is the number of a house.
  if (gap === '-' && /^[A-Z]$/u.test(symbol) && (symbol === 'K' || touchingOnly.has(symbol))) return null;
  // A hyphen goes with the unit.
  return { start, ...withDivisor(scan, { noun, end }) };
}

function isQuoted(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 400), at);
  return (
    before.lastIndexOf('“') > before.lastIndexOf('”') ||
    !/\d['"”]/u.test(text.slice(Math.max(0, at - 30), at + 2))
  );
}

/** A slash before a word is none: `3x/day`. */
const operator = /^(?: ?[-+=<>*^−²³]|\)[²³^]| \/|\/(?!(?:j|\p{Ll}{3,12})(?![\p{L}\p{N}])))/u;

/** `2x + 3`, `- 2x` */
function isVariable(text: string, at: number, end: number): boolean {
  const isOperand = /(?:[+=*/^−]|(?<!\d)-) ?\d{1,6}(?:[.,]\d{1,6})?$/u.test(
    text.slice(Math.max(0, at - 16), at),
  );
  return isOperand || operator.test(text.slice(end, end + 16));
}

const period =
  / (day|week|month|year|día|semana|mes|año|jour|semaine|mois|an|giorno|settimana|mese|anno|dia|mês|ano)(?!\p{L})/uy;
/** Words that say how often: `3 x par jour`. */
const oftenBehind =
  /^ (?:al?(?= \p{L}{2})|par|au?|alla|ao|à|per|por|each|every|daily|weekly|cada|chaque|ogni|प्रति|रोज़?|हर|दिन में)(?![\p{L}\p{M}])/u;

/** How often something is: `3 x par jour`, `2x semana`. */
function findPeriod(scan: Scan, noun: Noun, end: number): Measured | null {
  const match = matchAt(period, scan.text, end);
  if (match === null) return oftenBehind.test(scan.text.slice(end, end + 12)) ? { noun, end } : null;
  const per = sayPer(scan, match[1] ?? '');
  return {
    noun: { ...noun, one: `${noun.one} ${per}`, many: `${noun.many} ${per}` },
    end: end + match[0].length,
  };
}

/** `It is 72 F outside.` */
function isTemperature({ text, grammar }: Scan, symbol: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 16), at);
  return (
    /^[CF]$/u.test(symbol) &&
    grammar.language.startsWith('en') &&
    /(?:^|\s)(?:is|was|to|at|of|about|above|around|below|hit|over|reached|under) [-−]?\d{1,3}(?:\.\d)?$/u.test(
      before,
    ) &&
    !/^ \p{Lu}/u.test(text.slice(at + 2, at + 4))
  );
}

/** `30° 15′ 20″`: minutes and seconds of an angle. */
function findAnglePart({ text, grammar }: Scan, symbol: string, at: number): Noun | undefined {
  if (symbol !== "'" && symbol !== '"') return undefined;
  const { units, language } = grammar;
  if (symbol === "'" && text.charAt(at) === "'") {
    // The 90th minute of a game, and in metric countries any minute: `90+4'`, `al 90'`.
    const isSize =
      /^ ?(?:x|\d)/u.test(text.slice(at + 1, at + 3)) ||
      /[x×] ?\d{1,3}$/u.test(text.slice(Math.max(0, at - 5), at));
    const isMinute = !language.startsWith('en') && !isSize;
    if (isMinute || /\d\+\d{1,2}$/u.test(text.slice(Math.max(0, at - 5), at))) return units['min'];
  }
  const isBehindDegrees = /° ?(?:\d{1,2}' ?)?\d{1,2}(?:[.,]\d{1,4})?$/u.test(
    text.slice(Math.max(0, at - 16), at),
  );
  return isBehindDegrees ? units[symbol === "'" ? 'min' : 's'] : undefined;
}

/** `12 in wide`, but not `12 in all`. */
function isDimension(text: string, symbol: string, end: number): boolean {
  return (
    symbol === 'in' &&
    (dimension.test(wordAfter(text, end)) || /^(?:\.(?:,| \p{Ll}|$)|$)/u.test(text.slice(end, end + 3)))
  );
}

function findUnit({ grammar: { units } }: Scan, symbol: string): Noun | undefined {
  const exact = Object.hasOwn(units, symbol) ? units[symbol] : undefined;
  if (exact !== undefined || symbol.length < 2) return exact;
  // `kgs`, `cms`
  const single = symbol.length > 2 && symbol.endsWith('s') && symbol !== 'has' ? symbol.slice(0, -1) : '';
  if (Object.hasOwn(units, single)) return units[single];
  const lower = symbol.toLowerCase();
  return Object.hasOwn(units, lower) && symbol === symbol.toUpperCase() ? units[lower] : undefined;
}

interface Measured {
  readonly noun: Noun;
  readonly end: number;
}

function withDivisor(scan: Scan, { noun, end }: Measured, isFirst = true): Measured {
  const { grammar, text } = scan;
  const hundred = matchAt(perHundred, text, end);
  if (hundred !== null) return perHundredOf(scan, noun, end + hundred[0].length);
  const match = matchAt(perUnit, text, end) ?? matchAt(inverse, text, end);
  if (match === null) return { end: withPoint(text, end), noun };
  const power = (match[2] ?? '').replace('¹', '');
  // Only the first divisor makes a unit of its own, such as `km/h`.
  const slashed = match[0].startsWith('/') ? match[0] : `/${match[1] ?? ''}${power}`;
  const written = text.slice(Math.max(0, end - 8), end) + slashed;
  const whole = Object.keys(grammar.units).find((key) => key.includes('/') && isEndOf(written, key, slashed));
  const divisor = (match[1] ?? '') + toUnitSymbol(power.replace('^', ''));
  const known = whole === undefined || !isFirst ? undefined : grammar.units[whole];
  const per = findUnit(scan, divisor)?.one ?? (/^\p{Ll}{3,}$/u.test(divisor) ? divisor : undefined);
  const longer = end + match[0].length;
  if (known !== undefined) return { end: longer, noun: known };
  if (per === undefined) return { end, noun };
  const join = (name: string): string => `${name} ${sayPer(scan, per)}`;
  return withDivisor(
    scan,
    { noun: { ...noun, one: join(noun.one), many: join(noun.many) }, end: longer },
    false,
  );
}

/** `6 L/100 km` */
function perHundredOf({ grammar }: Scan, noun: Noun, end: number): { end: number; noun: Noun } {
  const { numbers, units, language } = grammar;
  const hundred = numbers.cardinal('100', { gender: 'm', isBeforeNoun: true });
  const per = language === 'fr' ? 'aux' : numbers.per;
  const join = (name: string): string => `${name} ${per} ${hundred} ${units['km']?.many ?? ''}`;
  return { end, noun: { ...noun, one: join(noun.one), many: join(noun.many) } };
}

function isEndOf(written: string, key: string, divisor: string): boolean {
  if (!written.endsWith(key) || !key.endsWith(divisor)) return false;
  return !/\p{L}/u.test(written.charAt(written.length - key.length - 1));
}

/** An abbreviation's point goes with the unit where the sentence goes on. */
export function withPoint(text: string, end: number): number {
  return /^\.(?:[;:,]|\)? ?\(?[\p{Ll}\p{Lo}\d])/u.test(text.slice(end, end + 4)) ? end + 1 : end;
}
