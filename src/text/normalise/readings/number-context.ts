import { isOne, type Numeral } from '../scan/numeral.ts';
import { type Scan, wordAfter, wordBefore } from '../scan/scan.ts';

const form = { gender: 'm', isBeforeNoun: false } as const;
/** The form of an hour's number. */
export const oneOClock = { gender: 'f', isBeforeNoun: true } as const;
const beforeOne: Readonly<Record<string, RegExp>> = {
  es: /(?:^|\s)(?:a|es|era|hacia|sobre|hasta|desde|de|antes de|después de) la $/iu,
  'pt-br': /(?:^|\s)(?:à|desde a|até a) $/iu,
};

/** Whether a number one is an hour, which is feminine: `a la 1`. */
export function isOneOClock({ text, grammar }: Scan, at: number, numeral: Numeral): boolean {
  if (!isOne(numeral) || beforeOne[grammar.language]?.test(text.slice(Math.max(0, at - 16), at)) !== true)
    return false;
  const next = wordAfter(text, numeral.end).toLowerCase();
  return next === '' || grammar.functionWords.has(next);
}

const parted =
  /^(?:art|artículo|artigo|articolo|article|apartado|apdo|sección|seção|sezione|section|capítulo|capitolo|chapitre|paragraphe|párrafo|parágrafo|paragrafo|figura|figure|tabla|tabela|tabella|item|ejercicio|exercício|esercizio|exercice)s?$/u;

/** Says the number of a part, such as `art. 14.2`; null for other numbers. Numbers of chapters have points where decimals have commas. */
export function sayPart(
  { text, grammar }: Scan,
  at: number,
  { integer, fraction, end }: Numeral,
): string | null {
  if (grammar.numbers.decimalSign !== ',' || fraction === null || fraction.length > 2) return null;
  if (text.charAt(end - fraction.length - 1) !== '.' || !parted.test(wordBefore(text, at))) return null;
  const [first, second] = [integer, fraction].map((digits) => grammar.numbers.cardinal(digits, form));
  return `${first ?? ''} ${grammar.symbols['.'] ?? ''} ${second ?? ''}`;
}
