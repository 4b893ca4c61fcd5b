import type { Numeral } from '../scan/numeral.ts';
import { type Scan, wordAfter, wordBefore, wordsBefore } from '../scan/scan.ts';

/** Where a number of four digits stands. */
export interface YearContext {
  readonly at: number;
  readonly isInRange: boolean;
  /** Whether a unit or a magnitude follows. */
  readonly hasNoun: boolean;
}

/** `a total of 1812 items`, but `the war of 1812`. */
const countedBeforeOf = new Set(['average', 'cost', 'count', 'crowd', 'distance', 'fee', 'group', 'height', 'length', 'maximum', 'minimum', 'number', 'population', 'price', 'score', 'sum', 'total', 'weight']); // prettier-ignore
const counters = new Set(['about', 'over', 'nearly', 'almost', 'only', 'exactly', 'than', 'some', 'has', 'have', 'had', 'with', 'and', 'or', 'all', 'were', 'are', 'was', 'is', 'another', 'for', 'cost', 'costs', 'paid', 'counted', 'approximately', 'around', 'to', 'get', 'got', 'need', 'needs', 'contains']); // prettier-ignore
const plurals =
  /(?:[^s'iu]s|people|men|women|children|feet|sheep|fish|police|times|pieces|kids|words|pages)$/u;
const notPlurals = new Set(['vs', 'was', 'is', 'has', 'as', 'his', 'its', 'this', 'does', 'besides', 'always', 'olympics', 'games', 'elections', 'sales', 'figures', 'levels', 'results']); // prettier-ignore

/** Whether an English word is the plural of something that is counted. */
export function isCounted(word: string): boolean {
  return plurals.test(word) && !notPlurals.has(word);
}

/** Whether a number is read as a year: four digits from 1100 to 2099 that count nothing. */
export function isYearLike(scan: Scan, numeral: Numeral, context: YearContext): boolean {
  const { integer, fraction, isGrouped, end } = numeral;
  if (fraction !== null || isGrouped || context.hasNoun || !/^(?:1\d|20)\d\d$/u.test(integer)) return false;
  if (!scan.grammar.language.startsWith('en')) return true;
  if (context.isInRange) return true;
  const next = wordAfter(scan.text, end).toLowerCase();
  if (isCounted(next)) return false;
  const before = wordBefore(scan.text, context.at);
  // `in 1765, 1911 and 1969 respectively`
  const isListed = /(?:1\d|20)\d\d,? (?:and|or) $/u.test(
    scan.text.slice(Math.max(0, context.at - 12), context.at),
  );
  if (isListed) return true;
  const counts =
    before === 'of'
      ? countedBeforeOf.has(wordsBefore(scan.text, context.at).at(-2)?.toLowerCase() ?? '')
      : counters.has(before);
  return integer >= '1000' && (!counts || next === '' || scan.grammar.functionWords.has(next));
}
