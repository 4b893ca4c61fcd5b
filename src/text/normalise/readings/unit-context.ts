import type { Noun } from '../grammar/grammar.ts';
import { matchAt, sayPer, type Scan, wordAfter, wordBefore } from '../scan/scan.ts';

const letters =
  /^(?:font|fonts|type|typeface|text|size|sized|leading|line|bold|italic|serif|arial|calibri|helvetica|courier|times|georgia|verdana)$/u;
const gems =
  /^(?:diamonds?|gold|white|yellow|rose|rings?|rubies|ruby|sapphires?|emeralds?|stones?|gems?|earrings?|necklace|pendant|moissanite|solitaire|princess|brilliant|marquise|tw)$/u;
/** What few carats are of, also behind other words: `1 ct round diamond`, `2 ct oval engagement ring`. */
const jewel =
  /^(?:diamonds?|rings?|rub(?:y|ies)|sapphires?|emeralds?|earrings?|necklace|pendant|moissanite|solitaire|oval|princess|pear|cushion)$/u;
const MOST_CARATS = 10;
/** What is said of percentages, beside a number. */
const change =
  /^(?:up|down|by|ris(?:e|es|en|ing)|rose|f[ae]ll(?:s|en|ing)?|gain(?:s|ed)?|los(?:e|es|t|s)|increased?|decreased?|drop(?:s|ped)?|cut|hike|gap|lead|swing|higher|lower|more|less|above|below)$/iu;
/** What a change of percentages is measured in. */
export const percentagePoint: Noun = { one: 'percentage point', many: 'percentage points' };
const page: Noun = { one: 'page', many: 'pages' };
const point: Noun = { one: 'point', many: 'point' };
const count: Noun = { one: 'count', many: 'count' };

/**
 * Finds the unit that letters stand for because of the words around them: `5m ago`, `12pt font`, `12 ct eggs`, `up 0.4pc`.
 * Undefined where they stand for what they usually do.
 */
export function findInContext(
  { text, grammar }: Scan,
  symbol: string,
  { at, end }: { readonly at: number; readonly end: number },
): Noun | undefined {
  if (symbol === 'pp' && grammar.language.startsWith('en'))
    return isOfPercent(text, at, end) ? percentagePoint : page;
  // `320 pp.` are pages.
  if (symbol === 'pp') return isOfPercent(text, at, end) ? grammar.units['pp'] : undefined;
  if (!/^(?:m|pt|ct|pc)$/u.test(symbol) || !grammar.language.startsWith('en')) return undefined;
  const next = wordAfter(text, end).toLowerCase();
  const number = /[\d.,]{1,16}$/u.exec(text.slice(Math.max(0, at - 16), at))?.[0] ?? '';
  if (symbol === 'm') return next === 'ago' ? grammar.units['min'] : undefined;
  if (symbol === 'pc') return /\.\d/u.test(number) ? grammar.units['%'] : undefined;
  if (symbol === 'ct') return isCount({ text, grammar }, end, number) ? count : undefined;
  const before = wordBefore(text, at - number.length);
  return letters.test(next) || letters.test(before) ? point : undefined;
}

/** `+2pp`, `up 3pp` and `a 2pp rise`, but not `a 32pp booklet` */
function isOfPercent(text: string, at: number, end: number): boolean {
  const before = text.slice(Math.max(0, at - 60), at);
  const number = /[\d.,]*$/u.exec(before)?.[0] ?? '';
  const isSigned = /[-+±−–]$/u.test(before.slice(0, before.length - number.length));
  if (isSigned || /\.|,\d{1,2}$/u.test(number) || /%|percent/u.test(before)) return true;
  return change.test(wordBefore(text, at - number.length)) || change.test(wordAfter(text, end));
}

/** `12 ct eggs`, but no `1 ct round diamond` and no `0.5 ct …`. */
function isCount({ text, grammar }: Pick<Scan, 'grammar' | 'text'>, end: number, number: string): boolean {
  const [near = ''] = /^(?: ?[\p{L}'-]{1,24}){1,4}/u.exec(text.slice(end, end + 100)) ?? [];
  const words = near.toLowerCase().trim().split(' ');
  const [next = ''] = words;
  if (!/^ ?\p{Ll}{3}/u.test(near) || gems.test(next) || grammar.functionWords.has(next)) return false;
  if (/\.\d/u.test(number)) return false;
  const last = words.findIndex((word) => grammar.functionWords.has(word));
  const described = last === -1 ? words : words.slice(0, last);
  return Number(number) > MOST_CARATS || !described.some((word) => jewel.test(word));
}

/** `3 c. flour`: a letter that is a unit only with its point, before what is measured. */
export function findShort({ text, grammar: { units } }: Scan, symbol: string, end: number): Noun | undefined {
  if (!/^\.(?: \p{Ll}|[),;])/u.test(text.slice(end, end + 3))) return undefined;
  return Object.hasOwn(units, `${symbol}.`) ? units[`${symbol}.`] : undefined;
}

const inverse = /⁻([¹²³])(?![⁰¹²³⁴-⁹])/uy;

/** `5 s⁻¹`, `mol⁻¹`: for one of a unit. */
export function findInverse(
  scan: Scan,
  symbol: string,
  end: number,
): { readonly noun: Noun; readonly end: number } | null {
  const { units } = scan.grammar;
  const match = matchAt(inverse, scan.text, end);
  const key = symbol + (match?.[1] ?? '').replace('¹', '');
  if (match === null || !Object.hasOwn(units, key)) return null;
  const name = sayPer(scan, units[key]?.one ?? '');
  return { noun: { one: name, many: name }, end: end + match[0].length };
}

/** Whether a quote was opened before the apostrophe behind a number: `The '9' key`, but not behind `the '80s`. */
export function isInQuotes(text: string, at: number): boolean {
  const from = Math.max(0, at - 61);
  const before = (from === 0 ? ' ' : '') + text.slice(from, at);
  return /[\s("[]'(?!\d0s|\p{L}{1,4}(?!\p{L}))[^'"]{1,60}$/u.test(before);
}
