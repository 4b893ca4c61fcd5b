import type { Currency, Noun } from '../grammar/grammar.ts';
import { isOne, type Numeral, parseAmount, sayNumeral } from '../scan/numeral.ts';
import { isAttributive, matchAt, type Scan, wordAfter } from '../scan/scan.ts';
import { parseMagnitude } from './measure.ts';

/** `a $3-million house` */
const joinedMagnitude = /-(million|billion|trillion)(?![\p{L}\p{N}])/uy;
/** What is worth an amount: `a £5 note`. */
const worth =
  /^(?:(?:note|bill|coin|banknote|fee|fine|voucher|coupon|ticket|prize|bonus|deposit|discount|house|home|deal)s?)$/u;
/** Money is short for these, which are also the names of magnitudes. */
const millions = /^(?:mil|m|mn|mm|mio|b)$/iu;

/** An amount of money as it was written. */
export interface Money {
  readonly numeral: Numeral;
  readonly currency: Currency;
  readonly magnitude: Noun | null;
  readonly end: number;
  /** The word for a sign before it with a space, or nothing. */
  readonly minus: string;
  /** Whether it describes a noun, where its reader knows. */
  readonly isDescribing?: boolean;
}

/** Finds a currency by its sign or code. */
export function findCurrency({ grammar: { currencies } }: Scan, name: string): Currency | undefined {
  const key = name.replace(/\.$/u, '');
  return Object.hasOwn(currencies, key) ? currencies[key] : undefined;
}

/** Parses the magnitude behind an amount, which is shorter for money than for other numbers. */
export function parseMoneyMagnitude(scan: Scan, at: number): Magnitude | null {
  const joined = scan.grammar.language.startsWith('en') ? matchAt(joinedMagnitude, scan.text, at) : null;
  const joinedNoun = scan.grammar.numbers.magnitudes[joined?.[1] ?? ''];
  if (joined !== null && joinedNoun !== undefined) return { end: at + joined[0].length, noun: joinedNoun };
  const known = parseMagnitude(scan, at);
  if (known !== null) return withSecond(scan, known);
  const match = matchAt(/ ?(mil|m|mn|mm|mio|b|t|k)(?![\p{L}\p{N}]|\. ?n(?!\p{L}))/iuy, scan.text, at);
  if (match === null) return null;
  const name = match[1] ?? '';
  const key = millions.test(name) && !/^b/iu.test(name) ? 'M' : name.toUpperCase();
  const noun = scan.grammar.numbers.magnitudes[key];
  return noun === undefined ? null : { end: at + match[0].length, noun };
}

interface Magnitude {
  readonly end: number;
  readonly noun: Noun;
}

/** `₹10 हज़ार करोड़`: in Hindi one magnitude may count another. */
function withSecond(scan: Scan, first: Magnitude): Magnitude {
  const second = scan.grammar.language === 'hi' ? parseMagnitude(scan, first.end) : null;
  if (second === null) return first;
  const [one, many] = [`${first.noun.one} ${second.noun.one}`, `${first.noun.many} ${second.noun.many}`];
  return { end: second.end, noun: { ...first.noun, one, many } };
}

const rangeSign = / ?[–—-] ?/uy;
const signBefore = /((?:US|CA|AU|NZ|HK|NT|MX|C|A|R|S)?\$|\p{Sc}|(?:Rs|रु|रू)\.?|[A-Z]{3}) ?(?=\d)/uy;
const signBehind = / ?((?:US|R)?\$|\p{Sc}|[A-Z]{3})(?![\p{L}\p{M}\p{N}])/uy;

/** Reads the second amount of `$5-10`, `$1.2B–$1.4B` or `5 €–10 €`, whose currency may stand there again. */
export function readUpper(scan: Scan, from: number, currency: Currency): Money | null {
  const { text } = scan;
  const range = matchAt(rangeSign, text, from);
  if (range === null) return null;
  const at = from + range[0].length;
  const before = matchAt(signBefore, text, at);
  if (before !== null && findCurrency(scan, before[1] ?? '') !== currency) return null;
  const numeral = parseAmount(scan, at + (before?.[0].length ?? 0));
  if (numeral === null || /^-\d/u.test(text.slice(numeral.end))) return null;
  const magnitude = parseMoneyMagnitude(scan, numeral.end);
  const end = magnitude?.end ?? numeral.end;
  const behind = before === null ? matchAt(signBehind, text, end) : null;
  const isAgain = behind !== null && findCurrency(scan, behind[1] ?? '') === currency;
  return {
    numeral,
    currency,
    magnitude: magnitude?.noun ?? null,
    end: isAgain ? end + behind[0].length : end,
    minus: '',
  };
}

/** Says two amounts, the currency once; a magnitude of the second alone is that of both. */
export function sayMoneyRange(scan: Scan, at: number, { lower, upper }: MoneyRange): string {
  return `${sayLower(scan, lower, upper)} ${scan.grammar.numbers.to} ${sayMoney(scan, at, upper)}`;
}

interface MoneyRange {
  readonly lower: Pick<Money, 'magnitude' | 'numeral'>;
  readonly upper: Money;
}

function sayLower(scan: Scan, { numeral, magnitude }: MoneyRange['lower'], upper: Money): string {
  const { currency } = upper;
  if (magnitude === null && upper.magnitude === null && numeral.fraction !== null) {
    const amount = { integer: numeral.integer, fraction: numeral.fraction, magnitude, isAttributive: false };
    return scan.grammar.money(amount, currency);
  }
  const isScaled = magnitude !== null || upper.magnitude !== null;
  const number = sayNumeral(scan, numeral, {
    gender: isScaled ? 'm' : (currency.gender ?? 'm'),
    isBeforeNoun: true,
  });
  const isOwn = magnitude !== null && magnitude.many !== upper.magnitude?.many;
  return isOwn ? `${number} ${isOne(numeral) ? magnitude.one : magnitude.many}` : number;
}

/** Says one amount. `at` is where it begins, with its sign. */
export function sayMoney(
  scan: Scan,
  at: number,
  { numeral, currency, magnitude, end, isDescribing = worth.test(wordAfter(scan.text, end)) }: Money,
): string {
  return scan.grammar.money(
    {
      integer: numeral.integer === '' ? '0' : numeral.integer,
      fraction: toDecimals(numeral, currency),
      magnitude:
        magnitude === null ? null : isOne(numeral) ? { ...magnitude, many: magnitude.one } : magnitude,
      isAttributive: isDescribing || isAttributive(scan, at, end),
    },
    currency,
  );
}

/** Nobody says decimals that are zeros, nor the last zero where there are no cents: `¥199.00`. */
function toDecimals({ fraction }: Numeral, { cents }: Currency): string | null {
  if (fraction === null || /^0+$/u.test(fraction)) return null;
  return cents === undefined ? fraction.replace(/0+$/u, '') : fraction;
}
