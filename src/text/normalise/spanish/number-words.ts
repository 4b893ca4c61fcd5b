import { toCardinal, toOrdinal } from 'n2words/es-ES';
import type { Gender, NumberForm } from '../grammar/grammar.ts';
import { isNought } from '../scan/numeral.ts';

/** Says a whole number, in the form that its noun asks for: `veintiún libros`, `doscientas páginas`. */
export function sayCardinal(digits: string, { gender, isBeforeNoun }: NumberForm): string {
  const words = toCardinal(BigInt(digits))
    .replaceAll('dieciseis', 'dieciséis')
    .replace('veintiuno mil', 'veintiún mil')
    .replace('uno mil', 'un mil');
  if (!isBeforeNoun) return words;
  if (gender === 'm') return words.replace(/veintiuno$/u, 'veintiún').replace(/uno$/u, 'un');
  const cut = words.lastIndexOf('millones') + 1;
  return (
    words.slice(0, cut) +
    words
      .slice(cut)
      .replaceAll('cientos', 'cientas')
      .replace('quinientos', 'quinientas')
      .replace(/uno$/u, 'una')
  );
}

/** Says an ordinal number; `1.er` and `3.er` are short before a masculine noun. */
export function sayOrdinal(digits: string, gender: Gender, suffix = ''): string {
  if (isNought(digits)) return sayCardinal(digits, { gender, isBeforeNoun: false });
  const words = toOrdinal(BigInt(digits));
  if (gender === 'f') return words.replace(/o(?= |$)/gu, 'a');
  return suffix.endsWith('er') ? words.replace(/(primer|tercer)o$/u, '$1') : words;
}

const parts: Readonly<Record<string, string>> = { 3: 'tercio', 4: 'cuarto', 5: 'quinto', 6: 'sexto', 7: 'séptimo', 8: 'octavo', 9: 'noveno', 10: 'décimo', 100: 'centésimo', 1000: 'milésimo' }; // prettier-ignore

/** Says a fraction: `media`, `tres cuartos`, `un doceavo`. */
export function sayFraction(
  numerator: string,
  denominator: string,
  { gender, isBeforeNoun }: NumberForm,
): string {
  if (denominator === '2' && numerator === '1')
    return gender === 'f' ? 'media' : isBeforeNoun ? 'medio' : 'un medio';
  const form: NumberForm = { gender: 'm', isBeforeNoun: true };
  const part =
    denominator === '2'
      ? 'medio'
      : (parts[denominator] ?? `${sayCardinal(denominator, { ...form, isBeforeNoun: false })}avo`);
  return `${sayCardinal(numerator, form)} ${part}${numerator === '1' ? '' : 's'}`;
}

/** Says what a fraction is a part of: `media hora`, `tres cuartos de hora`. */
export function sayPartOf(fraction: string, name: string): string {
  return /medi[oa]$/u.test(fraction) ? `${fraction} ${name}` : `${fraction} de ${name}`;
}
