import { toCardinal } from 'n2words/hi-IN';
import type { Gender } from '../grammar/grammar.ts';

/** Says a whole number by thousands, lakhs and crores. */
export function sayCardinal(digits: string): string {
  return toCardinal(BigInt(digits));
}

/** Says a year: before 2000 in hundreds. */
export function sayYear(digits: string): string {
  const [high, low] = [digits.slice(0, -2), digits.slice(-2)];
  if (digits.length !== 4 || !/^1[1-9]/u.test(digits)) return sayCardinal(digits);
  return `${sayCardinal(high)} सौ${low === '00' ? '' : ` ${sayCardinal(low)}`}`;
}

const first: Readonly<Record<string, string>> = { 1: 'पहल', 2: 'दूसर', 3: 'तीसर', 4: 'चौथ', 6: 'छठ' };

/** Says an ordinal number with the ending that was written, else with the one of its gender. */
export function sayOrdinal(digits: string, gender: Gender, suffix = ''): string {
  const stem = first[digits];
  const regular = suffix.replace(/^ठ(?=व)/u, '');
  // `6वाँ` is "छठवाँ", beside "छठा".
  if (digits === '6' && regular.startsWith('व')) return `छठ${regular}`;
  if (stem !== undefined && !suffix.startsWith('व'))
    return stem + (gender === 'f' || suffix.endsWith('ी') ? 'ी' : suffix.endsWith('े') ? 'े' : 'ा');
  return sayCardinal(digits) + (suffix.startsWith('व') ? suffix : gender === 'f' ? 'वीं' : 'वाँ');
}

/** Says a fraction: halves, thirds and quarters have names. */
export function sayFraction(numerator: string, denominator: string, gender: Gender): string {
  if (numerator === '1' && denominator === '2') return gender === 'f' ? 'आधी' : 'आधा';
  const isPart = Number(numerator) < Number(denominator);
  const part = !isPart ? null : denominator === '3' ? 'तिहाई' : denominator === '4' ? 'चौथाई' : null;
  if (part !== null) return `${sayCardinal(numerator)} ${part}`;
  return `${sayCardinal(numerator)} बटा ${sayCardinal(denominator)}`;
}

/** Says a whole number with a half or a quarter: one and a half is `डेढ़`, three and a quarter `सवा तीन`. */
export function sayMixed(count: string, numerator: string, denominator: string): string | null {
  const part = `${numerator}/${denominator}`;
  if (part === '1/2') return count === '1' ? 'डेढ़' : count === '2' ? 'ढाई' : `साढ़े ${sayCardinal(count)}`;
  if (part === '1/4') return count === '1' ? 'सवा' : `सवा ${sayCardinal(count)}`;
  return part === '3/4' ? `पौने ${sayCardinal(String(BigInt(count) + 1n))}` : null;
}
