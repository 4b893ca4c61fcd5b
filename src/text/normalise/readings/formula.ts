import { parseNumeral, sayNumeral } from '../scan/numeral.ts';
import { join, matchAt, type Reading, say, type Scan } from '../scan/scan.ts';
import { parseUnit } from './unit.ts';

const superscript = /[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,6}/uy;
const caret = /(?:\^|\*\*)(?:\{([-−+]?\d{1,6}|\p{L})\}|([-−+]?\d{1,6}|\p{L})(?:\^|(?![\p{L}\d])))/uy;
const exponent = /[eE]([-−+]?\d{1,4})(?![\p{L}\p{N}])/uy;
const variable = /\p{L}(?!\p{L}|')/uy;
/** `mc²`: letters that make no word are a product. */
const product = /[b-df-hj-np-tv-xzπ]{2,3}(?=[⁰¹²³⁴-⁹⁻^])/uy;
const digits: Readonly<Record<string, string>> = { '⁰': '0', '¹': '1', '²': '2', '³': '3', '⁴': '4', '⁵': '5', '⁶': '6', '⁷': '7', '⁸': '8', '⁹': '9', '⁻': '-', '⁺': '' }; // prettier-ignore
const form = { gender: 'm', isBeforeNoun: false } as const;

/** `ax²` beside a sign of arithmetic. */
const term = /\p{Ll}{2,3}(?=[²³⁴-⁹^])/uy;

function isTerm(text: string, at: number): boolean {
  const match = matchAt(term, text, at);
  if (match === null) return false;
  const behind = text.slice(at + match[0].length, at + match[0].length + 8);
  return /[=+−×(] ?$/u.test(text.slice(Math.max(0, at - 2), at)) || /^[²³⁴-⁹]? [=+−×] /u.test(behind);
}

/** Reads a number or a variable with a power, and scientific notation. */
export function readFormula(scan: Scan, at: number): Reading | null {
  const { text, grammar } = scan;
  const numeral = parseNumeral(scan, at);
  const isFirst = numeral === null && !/[\p{L}\p{M}]/u.test(text.charAt(at - 1));
  const letter =
    isFirst && isTerm(text, at)
      ? matchAt(term, text, at)
      : isFirst
        ? (matchAt(product, text, at) ?? matchAt(variable, text, at))
        : null;
  const end = numeral?.end ?? (letter === null ? null : at + letter[0].length);
  if (end === null) return null;
  if (numeral !== null) {
    const match = matchAt(exponent, text, end);
    // `90e+4` is a minute of a game in French.
    const isMinute = grammar.language === 'fr' && /^(?:45|90|105|120)e\+/u.test(text.slice(at, at + 5));
    if (match !== null && !isMinute) {
      const power = grammar.numbers.timesTenTo(toPlain(match[1] ?? ''));
      const said = say(`${sayNumeral(scan, numeral, form)} ${power}`, at, end + match[0].length);
      return withUnit(scan, said);
    }
  }
  const power = parsePower(text, end);
  if (power === null) return null;
  const base = numeral === null ? nameLetters(scan, letter?.[0] ?? '') : sayNumeral(scan, numeral, form);
  return withUnit(scan, say(`${base} ${grammar.numbers.power(power.exponent)}`, at, power.end));
}

function withUnit(scan: Scan, said: Reading): Reading {
  const unit = parseUnit(scan, said.end);
  return unit === null ? said : join(said, say(unit.noun.many, unit.start, unit.end));
}

function parsePower(text: string, at: number): { exponent: string; end: number } | null {
  const raised = matchAt(superscript, text, at);
  if (raised !== null)
    return {
      exponent: Array.from(raised[0], (sign) => digits[sign] ?? '').join(''),
      end: at + raised[0].length,
    };
  const match = matchAt(caret, text, at);
  return match === null ? null : { exponent: toPlain(match[1] ?? match[2] ?? ''), end: at + match[0].length };
}

function toPlain(exponent: string): string {
  return exponent.replace('−', '-').replace('+', '');
}

function nameLetters(scan: Scan, letters: string): string {
  return Array.from(letters, (letter) => scan.grammar.signs[letter] ?? nameLetter(scan, letter)).join(' ');
}

/** A single letter in a formula is a name, not a word. */
export function nameLetter({ grammar }: Scan, letter: string): string {
  return grammar.letters[letter.toUpperCase()] ?? letter;
}
