import type { Grammar } from '../grammar/grammar.ts';
import { matchAt, type Scan } from '../scan/scan.ts';

const name = /((?:\p{L}\p{M}*){2,12})(\.?)/uy;
/** Names that are words or people, too. */
export const ambiguous = new Set(['mar', 'may', 'jun', 'sun', 'sat', 'mon', 'wed', 'march', 'dec', 'sept', 'set', 'sab', 'dom', 'sol', 'ago', 'out', 'mag', 'gen', 'lun', 'mié', 'ven', 'mer', 'dim', 'sam', 'jan', 'ter', 'qua', 'qui', 'sex', 'seg', 'gio', 'jeu']); // prettier-ignore

/** The name of a month or a day, as it was written. */
export interface Name {
  readonly key: string;
  readonly end: number;
  readonly isCapital: boolean;
  /** Whether all letters are capitals in a sentence with small ones. */
  readonly isUpper: boolean;
  readonly hasPoint: boolean;
}

/** Parses what may be such a name, with the point of one that is shortened. */
export function parseName({ text, isShouted, grammar }: Scan, at: number): Name | null {
  const match = matchAt(name, text, at);
  if (match === null) return null;
  const written = match[1] ?? '';
  // The point behind a whole name is that of the sentence: `It rained in April. 20 came.`
  const hasPoint = match[2] === '.' && !isWhole(grammar, written.toLowerCase());
  const isUpper = /^\p{Lu}{2}/u.test(written) && !isShouted;
  if (isUpper && written !== written.toUpperCase()) return null;
  return {
    key: written.toLowerCase(),
    end: at + written.length + (hasPoint ? 1 : 0),
    isCapital: /^\p{Lu}/u.test(written),
    hasPoint,
    isUpper,
  };
}

/** Whether a name of a month or a day is not shortened. */
function isWhole({ dates }: Grammar, key: string): boolean {
  return [...dates.monthNames, ...Object.values(dates.weekdays)].some((name) => name.toLowerCase() === key);
}

/** The number of a month, from 1, by its name. */
export function toMonth({ grammar }: Scan, { key }: Name): number | undefined {
  return Object.hasOwn(grammar.dates.months, key) ? grammar.dates.months[key] : undefined;
}

/** Whether nothing but closing signs follows. */
export function isEndOfText(text: string, end: number): boolean {
  return /^["'”’)\]]*\s*$/u.test(text.slice(end, end + 8)) && text.length - end < 9;
}
