import { matchAt, type Reading, say, type Scan, wordAfter, wordBefore } from '../scan/scan.ts';
import { nameLetter } from './formula.ts';

const letterRange = /([A-Za-z])[–-]([A-Za-z])(?![\p{L}\p{N}'-])/uy;
const sizes = /((?:\d?X{0,3})[SML])[–-]((?:\d?X{0,3})[SML])(?![\p{L}\p{N}'-])/uy;
const variable =
  /([b-hj-zB-HJ-Z]|[aI](?= ?(?:[=<>≤≥≠+*/^×]|!=|\|\||&&)))(?= ?(?:[=<>≤≥≠+×^]|!=)| \*| -| −|$)/uy;

/** What is named by a letter: `Vitamin A`, `plan A`. */
const lettered = new Set(['answer', 'appendix', 'block', 'building', 'category', 'class', 'column', 'company', 'division', 'exhibit', 'figure', 'form', 'gate', 'grade', 'group', 'hepatitis', 'influenza', 'key', 'layer', 'letter', 'level', 'line', 'model', 'option', 'part', 'plan', 'point', 'product', 'row', 'schedule', 'section', 'series', 'side', 'station', 'table', 'team', 'terminal', 'train', 'type', 'unit', 'version', 'vitamin', 'wing', 'zone']); // prettier-ignore

/** Reads a range of letters, a variable in a formula, and the letter A where it is no article. */
export function readLetter(scan: Scan, at: number): Reading | null {
  const { text, grammar } = scan;
  if (isBeforePower(text, at)) return say(grammar.signs['×'] ?? '', at, at + 1);
  if (/[\p{L}\p{M}\p{N}]/u.test(text.charAt(at - 1))) return null;
  if (isBetweenSizes(text, at)) return say(grammar.numbers.by, at, at + 1);
  if (/['’]/u.test(text.charAt(at - 1))) return null;
  if (isListLetter(text, at)) return say(nameLetter(scan, text.charAt(at)), at, at + 1);
  const range = matchAt(letterRange, text, at);
  if (range !== null && (range[1] ?? '').toUpperCase() < (range[2] ?? '').toUpperCase()) {
    const [first, last] = [nameLetter(scan, range[1] ?? ''), nameLetter(scan, range[2] ?? '')];
    // `a-b = c`, but `a-z = lower`
    const isSum = /^ ?=(?! ?\p{L}{3})/u.test(text.slice(at + range[0].length, at + range[0].length + 6));
    return say(
      `${first} ${isSum ? grammar.numbers.minus : grammar.numbers.to} ${last}`,
      at,
      at + range[0].length,
    );
  }
  const size = matchAt(sizes, text, at);
  if (size !== null && size[1] !== size[2]) {
    return say(`${spread(size[1])} ${grammar.numbers.to} ${spread(size[2])}`, at, at + size[0].length);
  }
  const match = matchAt(variable, text, at);
  return match === null ? readCapitalA(scan, at) : say(nameLetter(scan, match[0]), at, at + 1);
}

/** `3 x 10^8` */
function isBeforePower(text: string, at: number): boolean {
  return (
    /\d ?$/u.test(text.slice(Math.max(0, at - 2), at)) &&
    /^[x×] ?10(?:\^|\*\*|[⁻⁰¹²³⁴-⁹])/u.test(text.slice(at, at + 6))
  );
}

/** `5 cm x 3 cm` */
function isBetweenSizes(text: string, at: number): boolean {
  if (!/^[x×] ?\d/u.test(text.slice(at, at + 3))) return false;
  if (isBeforePower(text, at)) return false;
  return /\d ?(?:\p{L}{1,3}|["'])\.? ?$/u.test(text.slice(Math.max(0, at - 8), at));
}

/** `4(a)`, `(b)` */
function isListLetter(text: string, at: number): boolean {
  return (
    /(?:^|[^\p{L}\p{M}])\([A-Za-z]\)/u.test(text.slice(Math.max(0, at - 2), at + 2)) &&
    text.charAt(at - 1) === '('
  );
}

function spread(letters = ''): string {
  return Array.from(letters).join(' ');
}

/** English has an article that looks like the letter. */
function readCapitalA(scan: Scan, at: number): Reading | null {
  const { text, grammar, isShouted } = scan;
  if (text.charAt(at) !== 'A' || !grammar.language.startsWith('en')) return null;
  if (isShouted || /[\p{L}\p{M}\p{N}'’_.&-]/u.test(text.charAt(at + 1))) return null;
  if (isLetterName(scan, at)) return say(nameLetter(scan, 'A'), at, at + 1);
  // Before capitals it would be taken for one of them.
  return /^ \p{Lu}(?!\p{Ll})/u.test(text.slice(at + 1, at + 4)) ? say('a', at, at + 1) : null;
}

function isLetterName(scan: Scan, at: number): boolean {
  const { text } = scan;
  const behind = text.slice(at + 1, at + 12);
  if (lettered.has(wordBefore(text, at))) return true;
  if (
    /^ (?:(?:and|or|to|is|plus|minus|equals|versus|vs\.?) )?(?:[=<>≤≥≠+×→&]|-> ?)? ?\p{Lu}(?![\p{L}\p{N}])/u.test(
      behind,
    )
  )
    return !/^ \p{Lu}(?: \p{Lu}|$)/u.test(behind);
  const before = /([\p{L}\p{M}]+) $/u.exec(text.slice(Math.max(0, at - 30), at))?.[1];
  if (before === undefined || /^\p{Lu}/u.test(before)) return false;
  return !/^\p{Lu}/u.test(wordAfter(text, at + 1));
}
