import type { Amount, Currency, Gender, Grammar, Noun } from './grammar.ts';

/** How a language puts an amount together. */
export interface MoneyWords {
  readonly point: string;
  /** Between the amount and its cents. */
  readonly and: string;
  /** Links a million to what is counted, e.g. ` de `. */
  readonly of: string;
  /** What `of` becomes before a vowel, where that differs. */
  readonly elidedOf?: string;
  /** Whether the cents have their name: `cinq euros vingt` has none. */
  readonly hasCentName: boolean;
  cardinal(digits: string, gender: Gender): string;
  /** Whether the whole number takes the singular. */
  isSingular(integer: string, hasFraction: boolean): boolean;
}

/** Decimals that some languages say as a number; zeros before them are said one by one. */
export const countedDecimals = /^[1-9]\d{1,2}$/u;

const countedWithOf = /(?:illion|illón|illones|ilhão|ilhões|ilion|iliard|illiard)/u;

/** Creates the rule that says amounts of money. */
export function createMoneyRule(words: MoneyWords): Grammar['money'] {
  const link = (name: string): string =>
    (/^[aeiouéè]/iu.test(name) ? (words.elidedOf ?? words.of) : words.of) + name;
  return (amount: Amount, currency: Currency): string => {
    const { integer, fraction, magnitude } = amount;
    const isPlain =
      magnitude === null && (fraction === null || (fraction.length === 2 && currency.cents !== undefined));
    if (!isPlain) return `${sayScaled(words, amount, currency)}${linkScaled(magnitude, currency, link)}`;
    const isRound = /0{6}$/u.test(integer) && integer.length > 6;
    const name = words.isSingular(integer, fraction !== null) ? currency.one : currency.many;
    const main = words.cardinal(integer, currency.gender ?? 'm') + (isRound ? link(name) : ` ${name}`);
    const cents = Number(fraction ?? '0');
    if (cents === 0 || currency.cents === undefined) return main;
    const small = words.cardinal(String(cents), 'm');
    const smallName = cents === 1 ? currency.cents.one : currency.cents.many;
    if (integer === '0') return `${small} ${smallName}`;
    return `${main} ${words.and}${small}${words.hasCentName ? ` ${smallName}` : ''}`;
  };
}

function sayScaled(
  words: MoneyWords,
  { integer, fraction, magnitude }: Amount,
  { gender = 'm' }: Currency,
): string {
  const whole = words.cardinal(integer, magnitude === null ? gender : 'm');
  const decimals = fraction === null ? '' : ` ${words.point} ${sayDecimals(words, fraction)}`;
  return `${whole}${decimals}${magnitude === null ? '' : ` ${magnitude.many}`}`;
}

function sayDecimals(words: MoneyWords, fraction: string): string {
  const parts = countedDecimals.test(fraction) ? [fraction] : Array.from(fraction);
  return parts.map((digits) => words.cardinal(digits, 'm')).join(' ');
}

function linkScaled(magnitude: Noun | null, { many }: Currency, link: (name: string) => string): string {
  return magnitude !== null && countedWithOf.test(magnitude.many) ? link(many) : ` ${many}`;
}
