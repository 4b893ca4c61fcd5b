import type { Noun } from '../grammar/grammar.ts';
import { type Numeral, sayNumeral } from '../scan/numeral.ts';
import { type Scan, toForm, wordsBefore } from '../scan/scan.ts';

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

const scoreWords =
  /^(?:venceu|vence|ganhou|ganha|perdeu|perde|empatou|empate|bateu|goleou|derrotou|derrota|vitória|terminou|acabou|placar|histórico)$/u;

/** `Flamengo 2 x 1 Palmeiras`, `venceu por 2x1`, `o 7x1`: scores in Brazil. */
export function isMatchScore(scan: Scan, at: number, pair: readonly [Numeral, Numeral]): boolean {
  const { text, grammar } = scan;
  const { end } = pair[1];
  if (
    grammar.language !== 'pt-br' ||
    pair.some(({ integer, fraction }) => integer.length > 2 || fraction !== null)
  )
    return false;
  const [verb = '', before = ''] = ['', ...wordsBefore(text, at)].slice(-2).map((word) => word.toLowerCase());
  // `comprei por 2 x 50 reais` is a price.
  if (before === 'por') return scoreWords.test(verb) || !toForm(scan, end).isBeforeNoun;
  if (scoreWords.test(before) || (/^(?:de|em)$/u.test(before) && scoreWords.test(verb))) return true;
  if (/(?:placar|resultado)(?: final)?: ?$/iu.test(text.slice(Math.max(0, at - 18), at))) return true;
  const isNamed =
    /\p{Lu}[\p{L}\p{M}]+ $/u.test(text.slice(Math.max(0, at - 24), at)) &&
    /^ \p{Lu}/u.test(text.slice(end, end + 2));
  return isNamed || /(?:^|\s)7 ?x ?1$/u.test(text.slice(Math.max(0, at - 1), end));
}

/** `2x4s`: boards by their sides, no seconds. */
export function sayBoards(scan: Scan, sign: string, pair: readonly [Numeral, Numeral]): string | null {
  const { text, grammar } = scan;
  const isPlural = sign === 'x' && /^s(?![\p{L}\p{N}])/u.test(text.slice(pair[1].end, pair[1].end + 2));
  if (!isPlural || !grammar.language.startsWith('en')) return null;
  return `${joinPlain(scan, pair, grammar.numbers.by).replace(/x$/u, 'xe')}s`;
}

/** `3-5 = -2` is a subtraction, `a = 3-5` may be a range. */
export function isDifference(text: string, sign: string, end: number): boolean {
  return /^ ?[-−] ?$/u.test(sign) && /^ ?=(?![=>])/u.test(text.slice(end, end + 3));
}

/** `50-50`, `a 60-40 split`: parts of a hundred have no word between them. */
export function isEven(
  text: string,
  { first, second, end }: { readonly first: Numeral; readonly second: Numeral; readonly end: number },
): boolean {
  if (first.integer === '50' && second.integer === '50') return true;
  if (first.integer === '20' && second.integer === '20')
    return /^ (?:vision|hindsight)(?!\p{L})/u.test(text.slice(end, end + 12));
  const isWhole = Number(first.integer) + Number(second.integer) === 100;
  return (
    isWhole && /^ (?:split|mix|blend|ratio|chance|partnership)(?!\p{L})/u.test(text.slice(end, end + 13))
  );
}

/** Says two numbers that agree with nothing, with a word between them. */
export function joinPlain(scan: Scan, pair: readonly Numeral[], link: string): string {
  const form = { gender: 'm', isBeforeNoun: false } as const;
  return pair.map((numeral) => sayNumeral(scan, numeral, form)).join(` ${link} `);
}
