import { toCardinal, toOrdinal } from 'n2words/fr-FR';
import type { Gender, NumberForm } from '../grammar/grammar.ts';
import { isNought } from '../scan/numeral.ts';

/** Says a whole number; a feminine noun changes the last `un`. */
export function sayCardinal(digits: string, { gender, isBeforeNoun }: NumberForm): string {
  const words = toCardinal(BigInt(digits));
  return gender === 'f' && isBeforeNoun ? words.replace(/un$/u, 'une') : words;
}

/** Says an ordinal number: `premier`, `première`, `vingt et unième`. */
export function sayOrdinal(digits: string, gender: Gender, suffix = ''): string {
  if (isNought(digits)) return sayCardinal(digits, { gender, isBeforeNoun: false });
  if (digits === '1') return gender === 'f' || suffix.includes('re') ? 'première' : 'premier';
  if (suffix.includes('nd') && digits === '2') return suffix.includes('nde') ? 'seconde' : 'second';
  return toOrdinal(BigInt(digits));
}

/** Says a fraction: `un demi`, `trois quarts`, `deux cinquièmes`. */
export function sayFraction(numerator: string, denominator: string, form: NumberForm): string {
  const count = sayCardinal(numerator, { gender: 'm', isBeforeNoun: true });
  if (denominator === '2')
    return numerator === '1' && form.gender === 'f'
      ? 'une demi'
      : `${count} demi${numerator === '1' ? '' : 's'}`;
  if (denominator === '3') return `${count} tiers`;
  const part = denominator === '4' ? 'quart' : toOrdinal(BigInt(denominator));
  return `${count} ${part}${numerator === '1' ? '' : 's'}`;
}

/** Says what a fraction is a part of: `une demi-heure`, `trois quarts d'heure`, `un quart de litre`. */
export function sayPartOf(fraction: string, name: string): string {
  if (fraction.endsWith('demi')) return `${fraction}-${name}`;
  return /^[aeéhiou]/iu.test(name) ? `${fraction} d'${name}` : `${fraction} de ${name}`;
}
