import { toCardinal as toBritishCardinal } from 'n2words/en-GB';
import { toCardinal, toOrdinal } from 'n2words/en-US';
import { isNought } from '../scan/numeral.ts';

/** Says a whole number of at most 18 digits; British English has an "and" before the last two. */
export function sayCardinal(digits: string, isBritish: boolean): string {
  const words = isBritish ? toBritishCardinal(BigInt(digits)) : toCardinal(BigInt(digits));
  return words.replaceAll('-', ' ');
}

/** Says an ordinal number; n2words has none for nought. */
export function sayOrdinal(digits: string): string {
  if (isNought(digits)) return 'zeroth';
  return toOrdinal(BigInt(digits)).replaceAll('-', ' ');
}

/** Says a year: pairs of digits, but "two thousand five" for the first years of a millennium. */
export function sayYear(digits: string, isBritish: boolean): string {
  const year = Number(digits);
  const [high, low] = [Math.floor(year / 100), year % 100];
  if (digits.length !== 4 || (high % 10 === 0 && low < 10) || (high === 10 && low === 0))
    return sayCardinal(digits, isBritish);
  const first = sayCardinal(String(high), isBritish);
  if (low === 0) return `${first} hundred`;
  const second = sayCardinal(String(low), isBritish);
  return low < 10 ? `${first} oh ${second}` : `${first} ${second}`;
}

const parts: Readonly<Record<string, readonly [one: string, many: string]>> = {
  2: ['half', 'halves'],
  4: ['quarter', 'quarters'],
};

/** Says a fraction: "three quarters", "one eighth". */
export function sayFraction(numerator: string, denominator: string, isBritish: boolean): string {
  const one = parts[denominator]?.[0] ?? sayOrdinal(denominator);
  const many = parts[denominator]?.[1] ?? `${one}s`;
  return `${sayCardinal(numerator, isBritish)} ${numerator === '1' ? one : many}`;
}

/** Says what a fraction is a part of: "half an hour", "three quarters of a mile". */
export function sayPartOf(fraction: string, name: string): string {
  const article = /^(?:[aeio]|hour)/iu.test(name) ? 'an' : 'a';
  return fraction === 'one half' ? `half ${article} ${name}` : `${fraction} of ${article} ${name}`;
}

/** Says what stands raised behind a number: "squared", "to the eighth", "to the minus three". */
export function sayPower(exponent: string, isBritish: boolean): string {
  if (exponent === '2') return 'squared';
  if (exponent === '3') return 'cubed';
  if (!/\d/u.test(exponent)) return `to the ${exponent.length === 1 ? 'power ' : ''}${exponent}`;
  if (exponent.startsWith('-')) return `to the minus ${sayCardinal(exponent.slice(1), isBritish)}`;
  return isBritish ? `to the power of ${sayCardinal(exponent, true)}` : `to the ${sayOrdinal(exponent)}`;
}
