import { toUnitSymbol } from '../scan/certain-unit.ts';
import { type Numeral, parseNumeral, sayNumeral } from '../scan/numeral.ts';
import { isAtStart, join, matchAt, type Reading, say, sayPer, type Scan } from '../scan/scan.ts';
import { parseUnit } from './unit.ts';

const superscript = /[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,6}(?![⁺⁻⁰¹²³⁴-⁹])|ⁿ/uy;
/** `Ca²⁺`, `Cl⁻`: what stands raised behind the signs of elements. */
const charge = /([¹²³⁴-⁹]?)([⁺⁻])(?![⁰¹²³⁴-⁹])/uy;
const elements = /(?<![\p{L}\p{M}\p{N}])(?:[([]?(?:[A-Z][a-z]?\d{0,2}){1,5}[)\]]?\d{0,2}|e)$/u;
/** `¹⁴C`, `³He`: an isotope. */
const isotope = /([¹²³⁴-⁹][⁰¹²³⁴-⁹]{1,2}(?=[A-Z][a-z]?(?!\p{L}))|[²³⁶-⁹](?=(?:H|He|Li|Be|B)(?!\p{L})))/uy;
const caret = /(?:\^|\*\*)(?:\{([-−+]?\d{1,6}|\p{L})\}|([-−+]?\d{1,6}|[-−]?\p{L})(?:\^|(?![\p{L}\d])))/uy;
const exponent = /[eE]([-−+]?\d{1,4})(?![\p{L}\p{N}])/uy;
const variable = /\p{L}(?!(?!ⁿ)\p{L}|')/uy;
/** `mc²`: letters that make no word are a product. */
const product = /[b-df-hj-np-tv-xzπ]{2,3}(?=[⁰¹²³⁴-⁹⁻^])/uy;
/** `2x²`, `4ab³`: letters behind a number. */
const factor = /(?:[a-zα-ω]|[a-zα-ω]{2,3})(?=[²³⁴-⁹ⁿ]|[⁻¹][⁰¹²³⁴-⁹]|\^)/uy;
const digits: Readonly<Record<string, string>> = { ⁿ: 'n', '⁰': '0', '¹': '1', '²': '2', '³': '3', '⁴': '4', '⁵': '5', '⁶': '6', '⁷': '7', '⁸': '8', '⁹': '9', '⁻': '-', '⁺': '' }; // prettier-ignore
const form = { gender: 'm', isBeforeNoun: false } as const;

/** `ax²` beside a sign of arithmetic. */
const term = /\p{Ll}{2,3}(?=[²³⁴-⁹^])/uy;

function isTerm(text: string, at: number): boolean {
  const match = matchAt(term, text, at);
  if (match === null) return false;
  const behind = text.slice(at + match[0].length, at + match[0].length + 8);
  return /[=+−×(] ?$/u.test(text.slice(Math.max(0, at - 2), at)) || /^[²³⁴-⁹]? [=+−×] /u.test(behind);
}

const functionName = /(?:a?(?:sin|cos|tan)h?|cot|sec|csc|log|ln)(?=[²³⁴-⁹⁻ⁿ^])/uy;
/** Behind a number, a bracket or a single letter, and before what holds no word: `Salt **(optional)**` is bold. */
const openPower =
  /(?<=[\p{N})\]|]|(?<![\p{L}\p{M}\p{N}])\p{L})(?:\^|\*\*)(?=\()(?!\([^()]{0,80}?(?!sin|cos|tan|log|exp)\p{L}{3})/uy;
/** What brackets hold that a power stands behind: a sign of arithmetic between its two sides, and no word. */
const operation =
  /[\p{L}\d²³)] ?[+−×÷=^·*] ?[\p{L}\d(√]|^[-−√]|^\d*\p{L}[²³]?$|^(?=[^ ]*\p{L})[^ ]*[\d\p{L})][-/][\d\p{L}(][^ ]*$/u;
const anyWord = /(?!sin|cos|tan|log|exp)\p{L}{3,}/u;
/** `f(x)`, `sin(x)` */
const applied = /(?<!\p{L})(?:\p{L}|sin|cos|tan|log|ln|exp)$/u;
const MOST_IN_BRACKETS = 80;

/** Reads the power of what stands in brackets: `(a + b)²`, `f(x)³`; a raised number behind others is a note. */
export function readPower(scan: Scan, at: number): Reading | null {
  const { text, grammar } = scan;
  const open = matchAt(openPower, text, at);
  // What is read at last as the exponent is left out of the words for the power.
  if (open !== null) return say(grammar.numbers.power('n').replace(/ ?n$/u, ''), at, at + open[0].length);
  const charged = readChemistry(scan, at);
  if (charged !== null) return charged;
  const star = text.startsWith('^*', at) ? grammar.symbols['*'] : undefined;
  if (star !== undefined) return say(star, at, at + 2);
  const power = /[)\]|]/u.test(text.charAt(at - 1)) ? parsePower(text, at) : null;
  // Nobody writes a first power; `(1990-95)¹` has a note.
  if (power === null || (power.exponent === '1' && text.charAt(at) === '¹')) return null;
  const before = text.slice(Math.max(0, at - 1 - MOST_IN_BRACKETS), at - 1);
  const from = findOpening(before, text.charAt(at - 1));
  const inside = before.slice(from + 1);
  const isPower =
    /^[\^*ⁿ]/u.test(text.slice(at)) ||
    (from >= 0 && !anyWord.test(inside) && (operation.test(inside) || applied.test(before.slice(0, from))));
  return isPower ? say(grammar.numbers.power(power.exponent), at, power.end) : null;
}

/** Charges and isotopes: `Ca²⁺` is "two plus", `¹⁴C` "fourteen". */
function readChemistry({ text, grammar: { numbers } }: Scan, at: number): Reading | null {
  const before = text.slice(Math.max(0, at - 24), at);
  const [written = '', count = '', sign = ''] = matchAt(charge, text, at) ?? [];
  if (written !== '' && elements.test(before)) {
    const number = count === '' ? '' : `${numbers.cardinal(digits[count] ?? '', form)} `;
    return say(number + (sign === '⁺' ? numbers.plus : numbers.minus), at, at + written.length);
  }
  const mass = /(?:^|[\s(/-])$/u.test(before) ? matchAt(isotope, text, at) : null;
  if (mass === null) return null;
  const plain = Array.from(mass[0], (raised) => digits[raised] ?? '').join('');
  return say(numbers.cardinal(plain, form), at, at + mass[0].length);
}

/** Where the bracket that a sign closes was opened; -1 for nowhere. */
function findOpening(before: string, close: string): number {
  if (close === '|') return before.lastIndexOf('|');
  const open = close === ')' ? '(' : '[';
  let depth = 1;
  for (let at = before.length - 1; at >= 0; at -= 1) {
    if (before.charAt(at) === close) depth += 1;
    else if (before.charAt(at) === open) depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}

/** `sin²θ`: the name of a function with its power. */
function readFunction({ text, grammar }: Scan, at: number): Reading | null {
  const name = isAtStart(text, at) ? matchAt(functionName, text, at) : null;
  const power = name === null ? null : parsePower(text, at + name[0].length);
  return name === null || power === null
    ? null
    : say(`${name[0]} ${grammar.numbers.power(power.exponent)}`, at, power.end);
}

/** Reads a number or a variable with a power, and scientific notation. */
export function readFormula(scan: Scan, at: number): Reading | null {
  const { text, grammar } = scan;
  const named = readFunction(scan, at);
  if (named !== null) return named;
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
  if (power === null) return numeral === null ? null : readFactor(scan, at, numeral);
  const base = numeral === null ? nameLetters(scan, letter?.[0] ?? '') : sayNumeral(scan, numeral, form);
  return withUnit(scan, say(`${base} ${sayPower(scan, power.exponent)}`, at, power.end));
}

/** `2x²`: a number with letters behind it that stand for numbers, not for a unit (`5cm²`) nor a rank (`3rd²`). */
function readFactor(scan: Scan, at: number, numeral: Numeral): Reading | null {
  const { text, grammar } = scan;
  const letters = matchAt(factor, text, numeral.end)?.[0] ?? '';
  const from = numeral.end + letters.length;
  const power = letters === '' ? null : parsePower(text, from);
  if (power === null || Object.hasOwn(grammar.units, letters + toUnitSymbol(text.charAt(from)))) return null;
  const isUnit = Object.hasOwn(grammar.units, letters) && letters !== 'x';
  const isTerm =
    /[=+−×÷(/-] ?$/u.test(text.slice(Math.max(0, at - 2), at)) ||
    /^ ?[=+−×÷)/-]/u.test(text.slice(power.end, power.end + 2));
  const isProduct = letters.length === 1 || matchAt(product, text, numeral.end) !== null;
  if (!isTerm && (isUnit || !isProduct)) return null;
  if (/^(?:st|nd|rd|th)$/u.test(letters)) return null;
  const words = `${sayNumeral(scan, numeral, form)} ${nameLetters(scan, letters)} ${grammar.numbers.power(power.exponent)}`;
  return say(words, at, power.end);
}

/** Says a power; of a letter with a minus sign, `e^-x`, in plain words. */
function sayPower({ grammar: { numbers } }: Scan, exponent: string): string {
  const letter = /^-(\p{L})$/u.exec(exponent)?.[1];
  return letter === undefined
    ? numbers.power(exponent)
    : `${numbers.power('n').replace(/ ?n$/u, '')} ${numbers.minus} ${letter}`;
}

const perVolume = /\/(mm³|[μµm]?[Ll])(?![\p{L}\p{N}])/uy;

function withUnit(scan: Scan, said: Reading): Reading {
  // `10⁹/L`
  const volume = matchAt(perVolume, scan.text, said.end);
  const name = scan.grammar.units[volume?.[1] ?? '']?.one;
  if (volume !== null && name !== undefined)
    return join(said, say(sayPer(scan, name), said.end, said.end + volume[0].length));
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
