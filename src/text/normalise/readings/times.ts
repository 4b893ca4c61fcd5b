import type { Noun } from '../grammar/grammar.ts';
import { type Numeral, sayNumeral } from '../scan/numeral.ts';
import type { Scan } from '../scan/scan.ts';

/** Units that sides are measured in. */
const lengths = ['mm', 'cm', 'dm', 'm', 'km', 'in', 'ft', 'yd', 'mi', '"', "'", 'px', 'µm', 'nm', 'po'];

/** Sizes are said with "by", products and what is done several times with "times". */
export function toTimesWord(
  { text, grammar }: Scan,
  sign: string,
  { end, noun, pair }: { end: number; noun: Noun | undefined; pair: readonly Numeral[] },
): string {
  const times = grammar.signs['×'] ?? '';
  if (noun !== undefined)
    return lengths.some((symbol) => grammar.units[symbol]?.one === noun.one) ? grammar.numbers.by : times;
  const isSmall = pair.every(({ integer }) => Number(integer) <= 10);
  const isCounting = / ?\p{Ll}/uy.test(text.slice(end, end + 2));
  // `4x4` has no word between in French, `3 x 10 pompes` are done three times.
  if (grammar.language === 'fr' && isSmall) return sign === 'x' && !isCounting ? '' : times;
  const isProduct = sign.includes('×') && sign.includes(' ') && !/^ \p{Ll}/u.test(text.slice(end, end + 2));
  return isProduct ? times : grammar.numbers.by;
}

/** `3-5 = -2` is a subtraction, `a = 3-5` may be a range. */
export function isDifference(text: string, sign: string, end: number): boolean {
  return /^ ?[-−] ?$/u.test(sign) && /^ ?=(?![=>])/u.test(text.slice(end, end + 3));
}

/** Says one number less another. */
export function sayDifference(scan: Scan, first: Numeral, second: Numeral): string {
  const form = { gender: 'm', isBeforeNoun: false } as const;
  const [whole, less] = [first, second].map((numeral) => sayNumeral(scan, numeral, form));
  return `${whole ?? ''} ${scan.grammar.numbers.minus} ${less ?? ''}`;
}
