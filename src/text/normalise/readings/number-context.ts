import { isOne, type Numeral } from '../scan/numeral.ts';
import { matchAt, type Reading, say, type Scan, wordAfter, wordBefore } from '../scan/scan.ts';

const form = { gender: 'm', isBeforeNoun: false } as const;
/** The form of an hour's number. */
export const oneOClock = { gender: 'f', isBeforeNoun: true } as const;
const beforeOne: Readonly<Record<string, RegExp>> = {
  es: /(?:^|\s)(?:a|es|era|hacia|sobre|hasta|desde|de|antes de|después de) la $/iu,
  it: /(?:^|\s)(?:all|dall|dell|verso l)'$/iu,
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

const scanLines = /(?:(480|540|576|720)|(1080|1440|2160|4320))([pi])(?![\p{L}\p{N}])/uy;
const oil = /(\d{1,2})W-(\d\d)(?![\p{L}\p{N}])/uy;

/** Reads what is said by its halves in English: `720p` is "seven twenty P", `10W-40` "ten W forty". */
export function readHalves({ text, grammar: { language, numbers } }: Scan, at: number): Reading | null {
  if (!language.startsWith('en')) return null;
  const [written, small, great = '', letter = ''] = matchAt(scanLines, text, at) ?? [];
  const [grade, cold = '', warm = ''] = matchAt(oil, text, at) ?? [];
  const toWord = (digits: string): string => numbers.cardinal(digits, form);
  if (grade !== undefined) return say(`${toWord(cold)} W ${toWord(warm)}`, at, at + grade.length);
  if (written === undefined) return null;
  const count =
    small === undefined ? numbers.year(great) : `${toWord(small.slice(0, 1))} ${toWord(small.slice(1))}`;
  return say(`${count} ${letter.toUpperCase()}`, at, at + written.length);
}

const italianAge = /enn[ei](?!\p{L})/uy;

/** Reads `class of '08` in English and `un 18enne` in Italian; `from` is where the digits begin. */
export function readYearOrAge(
  { text, grammar }: Scan,
  at: number,
  { from, integer, end }: { readonly from: number; readonly integer: string; readonly end: number },
): Reading | null {
  const { numbers, language } = grammar;
  if (language.startsWith('en') && from > at && /^0\d$/u.test(integer)) {
    const isYear = !/^(?:'|[:.-]\d)/u.test(text.slice(end, end + 2));
    return isYear ? say(`oh ${numbers.cardinal(integer.slice(1), form)}`, at, end) : null;
  }
  const aged = language === 'it' ? matchAt(italianAge, text, end) : null;
  if (aged === null) return null;
  const years = numbers.cardinal(integer, form).replace(/é$/u, 'e');
  return say(years.replace(/(?<!tr)[aeiou]$/u, '') + aged[0], at, end + aged[0].length);
}
