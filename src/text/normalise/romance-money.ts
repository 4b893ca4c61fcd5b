import type { Amount, Currency, Gender, Grammar } from './grammar.ts';

/** How a language puts an amount together. */
export interface MoneyWords {
  readonly point: string;
  /** Between the amount and its cents. */
  readonly and: string;
  /** Between a million and what is counted. */
  readonly of: string;
  /** Whether the cents have their name: `cinq euros vingt` has none. */
  readonly hasCentName: boolean;
  cardinal(digits: string, gender: Gender): string;
  /** Whether the whole number takes the singular. */
  isSingular(integer: string, hasFraction: boolean): boolean;
}

/** Creates the rule that says amounts of money. */
export function createMoneyRule(words: MoneyWords): Grammar['money'] {
  return ({ integer, fraction, magnitude }: Amount, currency: Currency): string => {
    const gender = currency.gender ?? 'm';
    const name = words.isSingular(integer, fraction !== null) ? currency.one : currency.many;
    const isPlain =
      magnitude === null && (fraction === null || (fraction.length === 2 && currency.cents !== undefined));
    if (!isPlain) {
      const whole = words.cardinal(integer, magnitude === null ? gender : 'm');
      const digits = Array.from(fraction ?? '', (digit) => words.cardinal(digit, 'm')).join(' ');
      const decimals = fraction === null ? '' : ` ${words.point} ${digits}`;
      const scale = magnitude === null ? '' : ` ${magnitude.many}`;
      const needsOf =
        magnitude !== null &&
        /(?:illion|illón|illones|ilhão|ilhões|ilion|iliard|illiard)/u.test(magnitude.many);
      return `${whole}${decimals}${scale}${needsOf ? words.of : ' '}${currency.many}`.replace(/' /u, "'");
    }
    const count = words.cardinal(integer, gender);
    const isRound = /0{6}$/u.test(integer) && integer.length > 6;
    const main = `${count}${isRound ? words.of : ' '}${name}`;
    const cents = Number(fraction ?? '0');
    if (cents === 0 || currency.cents === undefined) return main;
    const small = words.cardinal(String(cents), 'm');
    const smallName = cents === 1 ? currency.cents.one : currency.cents.many;
    if (integer === '0') return `${small} ${smallName}`;
    return `${main} ${words.and}${small}${words.hasCentName ? ` ${smallName}` : ''}`;
  };
}
