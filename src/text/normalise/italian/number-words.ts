import { toCardinal, toOrdinal } from 'n2words/it-IT';
import type { Gender, NumberForm } from '../grammar/grammar.ts';
import { isNought } from '../scan/numeral.ts';

/** Says a whole number: one word, and `un` or `una` before a noun. */
export function sayCardinal(digits: string, { gender, isBeforeNoun }: NumberForm): string {
  if (digits === '1' && isBeforeNoun) return gender === 'f' ? 'una' : 'un';
  return toCardinal(BigInt(digits)).replace(/mila e /u, 'mila');
}

/** `una ora` is `un'ora`. */
export function shortenOne(spoken: string): string {
  return spoken.replace(/(?<!\p{L})una (?=[aeiouàèéìòù])/gu, "un'");
}

/** Says an ordinal number in its gender. */
export function sayOrdinal(digits: string, gender: Gender): string {
  if (isNought(digits)) return sayCardinal(digits, { gender, isBeforeNoun: false });
  const words = toOrdinal(BigInt(digits));
  return gender === 'f' ? words.replace(/o$/u, 'a') : words;
}

/** Says a fraction: `mezza`, `tre quarti`, `un quinto`. */
export function sayFraction(
  numerator: string,
  denominator: string,
  { gender, isBeforeNoun }: NumberForm,
): string {
  if (denominator === '2' && numerator === '1')
    return gender === 'f' ? 'mezza' : isBeforeNoun ? 'mezzo' : 'un mezzo';
  const part = denominator === '2' ? 'mezzo' : denominator === '4' ? 'quarto' : sayOrdinal(denominator, 'm');
  const count = numerator === '1' ? 'un' : sayCardinal(numerator, { gender: 'm', isBeforeNoun: true });
  return `${count} ${numerator === '1' ? part : part.replace(/o$/u, 'i')}`;
}

/** Says what a fraction is a part of: `mezz'ora`, `tre quarti d'ora`, `un quarto di litro`. */
export function sayPartOf(fraction: string, name: string): string {
  const isElided = /^[aeiou]/iu.test(name);
  if (/mezz[oa]$/u.test(fraction))
    return isElided && fraction.endsWith('a') ? `${fraction.slice(0, -1)}'${name}` : `${fraction} ${name}`;
  return isElided ? `${fraction} d'${name}` : `${fraction} di ${name}`;
}
