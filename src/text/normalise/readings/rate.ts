import { toUnitSymbol } from '../scan/certain-unit.ts';
import { parseNumeral } from '../scan/numeral.ts';
import { type Scan, toForm, wordAfter } from '../scan/scan.ts';
import { parseMagnitude } from './measure.ts';
import { parseUnit } from './unit.ts';

/** Whether a number counts or measures something, so that an amount is for so much: `$15/1M tokens`, `€0.10/100 g`. */
export function isMeasured(scan: Scan, at: number): boolean {
  const numeral = parseNumeral(scan, at);
  if (numeral === null) return false;
  const { end } = numeral;
  const isNoun = wordAfter(scan.text, end).length > 2 && toForm(scan, end).isBeforeNoun;
  return isNoun || parseMagnitude(scan, end) !== null || parseUnit(scan, end) !== null;
}

/** The name of what an amount is for one of, from the match of a slash and its word; null where it is none. */
export function toPeriod({ grammar }: Scan, per: RegExpExecArray): string | null {
  if (!per[0].startsWith('/')) return null;
  const name = toUnitSymbol(per[1] ?? '');
  // `$15/M` of what a model reads.
  const many = /^[KM]$/u.test(name) ? grammar.numbers.magnitudes[name] : undefined;
  if (many !== undefined) return many.one;
  const unit = Object.hasOwn(grammar.units, name) ? grammar.units[name] : undefined;
  return unit?.one ?? (/^\p{L}[\p{L}\p{M}]{2,}$/u.test(name) ? name : null);
}
