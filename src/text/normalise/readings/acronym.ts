import type { TextSlice } from '../../sentences/slice.ts';
import { sayCapitals } from './capital-words.ts';
import { isLittleWord } from './little-words.ts';
import { isAtStart, matchAt, type Reading, say, sayDigits, type Scan, spell } from '../scan/scan.ts';

const capitals = /\p{Lu}{2,12}(?=(?:'?s)?(?![\p{L}\p{M}\p{N}]))('?s)?/uy;
const joined = /\p{Lu}{1,6}(?:&\p{Lu}{1,6})+('?s)?(?![\p{L}\p{N}])/uy;
const tooLong = /tl;dr(?![\p{L}\p{N}])/iuy;
// `LGBTQIA`, but `SCHMIDT`
const unspeakable = /^(?!SCH)[^AEIOUY]{4}/u;
const mixed =
  /(?:(?:(?=\p{Lu})\p{Script=Latin}{1,12}-?|(?:(?=\p{Ll})\p{Script=Latin}){1,12})\d{1,8}(?:\.\d{1,3}(?!\d)){0,3}|\d{1,8}\p{Script=Latin}{1,6})(?:\p{Script=Latin}{1,6}|\d{1,8}){0,8}(?![\p{L}\p{Nd}])/uy;
const model =
  /\p{L}{1,12}(?:\d{1,4}(?:\.\d{1,2})?)?(?:-\d{1,5}(?:\.\d{1,2})?[\p{Lu}kbx]?){1,4}(?![\p{L}\p{N}]|[-.]\d)/uy;
const camel = /\p{L}[\p{L}\p{M}]{0,40}?\p{Ll}\p{Lu}[\p{L}\p{M}]{0,40}(?:\(\))?/uy;
const properName = /^(?:Mc|Mac|De|Di|La|Le|Van|Fitz|O)\p{Lu}\p{Ll}+$/u;
const pluralEnd = /s(?=\.?(?![\p{L}\p{N}.]))/uy;
const lettersOfPlural = /^[A-Z]$/u;

/** Reads capitals, names with digits in them and words with capitals inside. */
export function readAcronym(scan: Scan, at: number): Reading | null {
  if (!isAtStart(scan.text, at)) return null;
  return (
    readJoined(scan, at) ??
    readModel(scan, at) ??
    readMixed(scan, at) ??
    readCapitals(scan, at) ??
    readCamel(scan, at)
  );
}

/** `AT&T`, `R&D`, `TL;DR`. */
function readJoined(scan: Scan, at: number): Reading | null {
  if (matchAt(tooLong, scan.text, at) !== null) return say(spell(scan, 'TLDR'), at, at + 'tl;dr'.length);
  const match = matchAt(joined, scan.text, at);
  if (match === null) return null;
  const suffix = match[1] ?? '';
  const parts = match[0]
    .slice(0, match[0].length - suffix.length)
    .split('&')
    .map((part) => spell(scan, part));
  const spelled = parts.join(` ${scan.grammar.signs['&'] ?? ''} `);
  return say(toPlural(spelled, suffix), at, at + match[0].length);
}

function readCapitals(scan: Scan, at: number): Reading | null {
  const { text, grammar, isShouted } = scan;
  const match = matchAt(capitals, text, at);
  if (match === null) return null;
  const suffix = match[1] ?? '';
  const name = match[0].slice(0, match[0].length - suffix.length);
  const end = at + match[0].length;
  const initialism = Object.hasOwn(grammar.initialisms, name) ? grammar.initialisms[name] : undefined;
  const isEnglish = grammar.language.startsWith('en');
  if (isLittleWord(scan, name, at)) {
    const till = text.startsWith("'S", end) ? end + 2 : end;
    return say(text.slice(at, till).toLowerCase(), at, till);
  }
  if (initialism !== undefined) return say(isEnglish ? toPlural(initialism, suffix) : initialism, at, end);
  if (grammar.acronyms.has(name)) return say(name.toLowerCase() + suffix, at, end);
  if (isShouted) return say(match[0].toLowerCase(), at, end);
  if (!isEnglish) {
    const said = sayCapitals(scan, name, at);
    return said === null ? null : say(said, at, end);
  }
  if (name.length > 5 && unspeakable.test(name)) return say(toPlural(spell(scan, name), suffix), at, end);
  if (suffix === '' || name.length > 5) return name.length > 5 ? say(match[0].toLowerCase(), at, end) : null;
  return say(spell(scan, name.slice(0, -1)) + pluralOf(name.slice(-1), suffix), at, end);
}

const letterPlurals: Readonly<Record<string, string>> = {
  A: 'ehs', B: 'bees', C: 'sees', D: 'dees', E: 'ease', F: 'efs', G: 'gees', H: 'aitches', I: 'eyes', J: 'jays',
  K: 'kays', L: 'els', M: 'ems', N: 'ens', O: 'owes', P: 'peas', Q: 'cues', R: 'ars', S: 'esses', T: 'tees',
  U: 'yous', V: 'vees', W: 'double yous', X: 'exes', Y: 'whys', Z: 'zees',
}; // prettier-ignore

/** The plural of letters with points behind them, by what is said of them alone: `Ph.D.s`, `C.E.O.s`. */
export function readDottedPlural(
  { text, grammar }: Scan,
  spoken: string,
  { start, end }: TextSlice,
): Reading | null {
  const isLetters = grammar.language.startsWith('en') && /\p{Lu}\.$/u.test(text.slice(end - 2, end));
  return isLetters && matchAt(pluralEnd, text, end) !== null
    ? say(toPlural(spoken, 's'), start, end + 1)
    : null;
}

function toPlural(spelled: string, suffix: string): string {
  const [, first = '', last = ''] = /^(.*?)(?:^| )([A-Z]|eh)$/u.exec(spelled) ?? [];
  if (suffix === '' || last === '') return spelled + suffix;
  return `${first}${pluralOf(last === 'eh' ? 'A' : last, suffix)}`.trim();
}

function pluralOf(letter: string, suffix: string): string {
  return lettersOfPlural.test(letter) ? ` ${letterPlurals[letter] ?? letter}` : letter + suffix;
}

const countdown = /^ (?:seconds?|minutes?|hours?|days?|weeks?)(?!\p{L})/u;

/** `CO2`, `COVID-19`, `MP3`, `4K`, `H2O`: letters and numbers part by part. */
function readMixed(scan: Scan, at: number): Reading | null {
  const match = matchAt(mixed, scan.text, at);
  if (match === null || !/\p{L}/u.test(match[0])) return null;
  const { initialisms } = scan.grammar;
  if (Object.hasOwn(initialisms, match[0])) return say(initialisms[match[0]] ?? '', at, at + match[0].length);
  const parts: readonly string[] = match[0].match(/\p{L}+|\d+|\.(?=\d)/gu) ?? [];
  // `F-16s`, `AK-47s`
  if (scan.grammar.language.startsWith('en') && /^\p{Lu}\p{L}{0,4}-?\d{1,4}s$/u.test(match[0])) {
    const [name = '', digits = ''] = parts;
    const words = `${sayPartLetters(scan, name, false)} ${sayPartNumber(scan, digits)}`;
    return say(words.replace(/y$/u, 'ie').replace(/x$/u, 'xe') + 's', at, at + match[0].length);
  }
  // `T-10 minutes`
  const [letter = '', count = ''] = parts;
  if (
    /^T-\d/u.test(match[0]) &&
    countdown.test(scan.text.slice(at + match[0].length, at + match[0].length + 9))
  )
    return say(
      `${letter} ${scan.grammar.numbers.minus} ${sayPartNumber(scan, count)}`,
      at,
      at + match[0].length,
    );
  const isLong = parts.length > 2 && !parts.includes('.');
  const said = parts.map((part, index) => {
    if (part === '.') return sayPoint(scan);
    if (/^\d/u.test(part)) return sayPartNumber(scan, part);
    // `NO2` is no word.
    if (/^\p{Lu}{2}[2-4]$/u.test(match[0])) return spell(scan, part);
    return sayPartLetters(scan, part, isLong || index > 0);
  });
  return say(said.join(' '), at, at + match[0].length);
}

/** `i7-9700K`, `Llama-3.1-8B`: a name with numbers behind hyphens. */
function readModel(scan: Scan, at: number): Reading | null {
  const match = matchAt(model, scan.text, at);
  if (match === null || !/\d\.\d|\d\p{Lu}/u.test(match[0])) return null;
  const parts = match[0].match(/\p{L}+|\d+|\.(?=\d)/gu) ?? [];
  const said = parts.map((part, index) => {
    if (part === '.') return sayPoint(scan);
    if (/^\d{5}$/u.test(part) && /^i[3579]-/iu.test(match[0])) return sayProcessor(scan, part);
    if (/^\d/u.test(part)) return sayPartNumber(scan, part);
    return part.length === 1 ? spell(scan, part) : sayPartLetters(scan, part, index > 0);
  });
  return say(said.join(' '), at, at + match[0].length);
}

/** The point of a name is no decimal sign: `USB3.0` is "tres punto cero". */
function sayPoint({ grammar }: Scan): string {
  return grammar.language.startsWith('en') ? grammar.numbers.point : (grammar.symbols['.'] ?? '');
}

/** `i9-13900K`: the generation, and the number within it. */
function sayProcessor(scan: Scan, digits: string): string {
  return [digits.slice(0, 2), digits.slice(2)].map((part) => sayPartNumber(scan, part)).join(' ');
}

function sayPartNumber(scan: Scan, digits: string): string {
  const { numbers, language } = scan.grammar;
  if (digits.startsWith('0') || digits.length > 4) return sayDigits(scan, digits);
  const isPaired = digits.length === 4 && language.startsWith('en') && !/^[12]0/u.test(digits);
  const isYear = /^(?:1[1-9]|20)\d\d$/u.test(digits);
  return isPaired || isYear
    ? numbers.year(digits)
    : numbers.cardinal(digits, { gender: 'm', isBeforeNoun: false });
}

function sayPartLetters(scan: Scan, letters: string, isInner: boolean): string {
  const { grammar } = scan;
  if (grammar.acronyms.has(letters) && !(isInner && letters.length < 3)) return letters.toLowerCase();
  const isSpelled =
    letters.length === 1 ||
    (/^\p{Lu}+$/u.test(letters) && letters.length <= 3) ||
    (isInner && letters.length <= 2);
  return isSpelled ? spell(scan, letters) : letters;
}

function readCamel(scan: Scan, at: number): Reading | null {
  const match = matchAt(camel, scan.text, at);
  if (match === null) return null;
  const written = match[0].replace('()', '');
  const known = Object.hasOwn(scan.grammar.initialisms, written)
    ? scan.grammar.initialisms[written]
    : undefined;
  if (known !== undefined) return say(known, at, at + match[0].length);
  if (properName.test(written) || /^\p{Lu}{2,}s$/u.test(written)) return null;
  const parts = written.match(/\p{Lu}{2,}(?=\p{Lu}\p{Ll}|$)|\p{Lu}?[\p{Ll}\p{M}]+|\p{Lu}+/gu) ?? [written];
  const said = parts.map((part) =>
    /^\p{Lu}{1,4}$/u.test(part) && !scan.grammar.acronyms.has(part) ? spell(scan, part) : part,
  );
  return say(said.join(' '), at, at + match[0].length);
}
