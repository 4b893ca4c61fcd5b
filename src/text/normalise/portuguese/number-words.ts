import type { Gender, NumberForm } from '../grammar/grammar.ts';

const small = ['zero', 'um', 'dois', 'três', 'quatro', 'cinco', 'seis', 'sete', 'oito', 'nove', 'dez', 'onze', 'doze', 'treze', 'catorze', 'quinze', 'dezesseis', 'dezessete', 'dezoito', 'dezenove']; // prettier-ignore
const tens = [
  '',
  '',
  'vinte',
  'trinta',
  'quarenta',
  'cinquenta',
  'sessenta',
  'setenta',
  'oitenta',
  'noventa',
];
const hundreds = ['', 'cento', 'duzentos', 'trezentos', 'quatrocentos', 'quinhentos', 'seiscentos', 'setecentos', 'oitocentos', 'novecentos']; // prettier-ignore
const scales = [['', ''], ['mil', 'mil'], ['milhão', 'milhões'], ['bilhão', 'bilhões'], ['trilhão', 'trilhões'], ['quatrilhão', 'quatrilhões']]; // prettier-ignore

/** Says a whole number of at most 18 digits as Brazilians do; n2words has European Portuguese only. */
export function sayCardinal(digits: string, { gender, isBeforeNoun }: NumberForm): string {
  const groups: number[] = [];
  for (let end = digits.length; end > 0; end -= 3)
    groups.push(Number(digits.slice(Math.max(0, end - 3), end)));
  if (groups.every((group) => group === 0)) return 'zero';
  let words = '';
  for (const [scale, group] of [...groups.entries()].reverse()) {
    if (group === 0) continue;
    const isFeminine = gender === 'f' && isBeforeNoun && scale < 2;
    const [one = '', many = ''] = scales[scale] ?? [];
    const name =
      scale === 1 && group === 1
        ? 'mil'
        : `${sayGroup(group, isFeminine)} ${group === 1 ? one : many}`.trim();
    const isLast = groups.slice(0, scale).every((rest) => rest === 0);
    const link = words === '' ? '' : isLast && (group < 100 || group % 100 === 0) ? ' e ' : ' ';
    words += link + name;
  }
  return words;
}

function sayGroup(group: number, isFeminine: boolean): string {
  if (group === 100) return 'cem';
  const rest = group % 100;
  const parts = [hundreds[Math.floor(group / 100)] ?? ''];
  if (rest < 20) parts.push(rest === 0 ? '' : (small[rest] ?? ''));
  else parts.push(tens[Math.floor(rest / 10)] ?? '', rest % 10 === 0 ? '' : (small[rest % 10] ?? ''));
  const words = parts.filter((part) => part !== '').join(' e ');
  return isFeminine
    ? words.replace(/entos/u, 'entas').replace(/um$/u, 'uma').replace(/dois$/u, 'duas')
    : words;
}

const ordinals = [
  '',
  'primeiro',
  'segundo',
  'terceiro',
  'quarto',
  'quinto',
  'sexto',
  'sétimo',
  'oitavo',
  'nono',
];
const ordinalTens = ['', 'décimo', 'vigésimo', 'trigésimo', 'quadragésimo', 'quinquagésimo', 'sexagésimo', 'septuagésimo', 'octogésimo', 'nonagésimo']; // prettier-ignore
const ordinalHundreds = ['', 'centésimo', 'ducentésimo', 'tricentésimo', 'quadringentésimo', 'quingentésimo', 'sexcentésimo', 'septingentésimo', 'octingentésimo', 'noningentésimo']; // prettier-ignore

/** Says an ordinal number below a thousand; a greater one as a cardinal. */
export function sayOrdinal(digits: string, gender: Gender): string {
  const value = Number(digits);
  if (value === 1000) return gender === 'f' ? 'milésima' : 'milésimo';
  if (value > 999 || value === 0) return sayCardinal(digits, { gender, isBeforeNoun: true });
  const words = [
    ordinalHundreds[Math.floor(value / 100)],
    ordinalTens[Math.floor((value % 100) / 10)],
    ordinals[value % 10],
  ]
    .filter((word) => word !== undefined && word !== '')
    .join(' ');
  return gender === 'f' ? words.replace(/o(?= |$)/gu, 'a') : words;
}

const parts: Readonly<Record<string, string>> = {
  3: 'terço',
  4: 'quarto',
  10: 'décimo',
  100: 'centésimo',
  1000: 'milésimo',
};

/** Says a fraction: `meia`, `três quartos`, `um doze avos`. */
export function sayFraction(
  numerator: string,
  denominator: string,
  { gender, isBeforeNoun }: NumberForm,
): string {
  if (denominator === '2' && numerator === '1')
    return gender === 'f' ? 'meia' : isBeforeNoun ? 'meio' : 'um meio';
  const count = sayCardinal(numerator, { gender: 'm', isBeforeNoun: true });
  if (Number(denominator) > 10 && parts[denominator] === undefined) {
    return `${count} ${sayCardinal(denominator, { gender: 'm', isBeforeNoun: false })} avos`;
  }
  const part = denominator === '2' ? 'meio' : (parts[denominator] ?? ordinals[Number(denominator)] ?? '');
  return `${count} ${part}${numerator === '1' ? '' : 's'}`;
}

/** Says what a fraction is a part of: `meia hora`, `três quartos de hora`. */
export function sayPartOf(fraction: string, name: string): string {
  return /mei[oa]$/u.test(fraction) ? `${fraction} ${name}` : `${fraction} de ${name}`;
}
