import { parseRoman } from '../scan/roman-numeral.ts';
import { matchAt, type Reading, say, type Scan, wordsBefore } from '../scan/scan.ts';

/** Up to 39, in small letters. */
const numeral = /(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})(?![\p{L}\p{M}\p{N}'’])/uy;
const until = /[-–](?=[ivx])(x{0,3}(?:ix|iv|v?i{0,3}))(?![\p{L}\p{M}\p{N}'’-])/uy;
/** `vi` is a pronoun in Italian, and "I saw" in Spanish and Portuguese; a numeral has a mark or the end behind it there. */
const isVerb = /^(?:es|it|pt-br)$/u;
const numeralEnd = /^\s*(?:$|[.,;:)\]])/u;
/** How far the next item of a list may be. */
const REACH = 600;

/** Reads a Roman numeral in small letters: `page xii`, `pp. i–xv`, `(ii)`. */
export function readSmallRoman(scan: Scan, at: number): Reading | null {
  const { text, grammar } = scan;
  if (!/[ivx]/u.test(text.charAt(at)) || /[\p{L}\p{M}\p{N}'’.-]/u.test(text.charAt(at - 1))) return null;
  const written = matchAt(numeral, text, at)?.[0] ?? '';
  const value = parseRoman(written.toUpperCase());
  if (value === null) return null;
  const end = at + written.length;
  const form = { gender: 'm', isBeforeNoun: false } as const;
  if (text.charAt(at - 1) === '(' && text.charAt(end) === ')')
    return isItem(text, at, written) ? say(grammar.numbers.cardinal(String(value), form), at, end) : null;
  // `iii. Sign the form`: the item of a list.
  const behind = text.slice(end, end + 4);
  const isFirst =
    text.slice(0, at).trim() === '' &&
    (written === 'i' ? /^\. \p{L}{2}/u : /^[.)] /u).test(behind) &&
    (written === 'i' || written.length > 1);
  if (isFirst) return say(grammar.numbers.cardinal(String(value), form), at, end);
  const before = (wordsBefore(text, at).at(-1) ?? '').toLowerCase();
  const { counted } = grammar.roman;
  const name = before.replace(/\.$/u, '');
  const { beforeNumber, spoken } = grammar.abbreviations;
  const isShort = before.endsWith('.') && Object.hasOwn(beforeNumber, name);
  // `chap. xxiv`, `Acts i–iii`
  const whole = (isShort ? beforeNumber[name] : Object.hasOwn(spoken, name) ? spoken[name] : name) ?? name;
  const key = [whole, whole.replace(/s$/u, '')].find((word) => counted.has(word));
  if (key === undefined && !isShort) return null;
  const toWords = (count: number): string =>
    key === undefined ? grammar.numbers.cardinal(String(count), form) : grammar.roman.counting(count, key);
  const range = matchAt(until, text, end);
  const last = range === null ? null : parseRoman((range[1] ?? '').toUpperCase());
  if (range !== null && last !== null)
    return say(`${toWords(value)} ${grammar.numbers.to} ${toWords(last)}`, at, end + range[0].length);
  if (
    written === 'vi' &&
    isVerb.test(grammar.language) &&
    !before.endsWith('.') &&
    !numeralEnd.test(text.slice(end, end + 3))
  )
    return null;
  // `the part i like`, `page x of y`
  return written.length === 1 || text.charAt(end) === '-' ? null : say(toWords(value), at, end);
}

/** `(ii)`, and `(i)` where another item stands near it; alone it may be the pronoun, a letter or a kiss. */
function isItem(text: string, at: number, written: string): boolean {
  if (/^x{2,}$/u.test(written)) return false;
  if (written.length > 1) return true;
  if (/[\d)]\($/u.test(text.slice(Math.max(0, at - 2), at))) return true;
  const near = text.slice(Math.max(0, at - REACH), at + REACH);
  return near.includes(written === 'i' ? '(ii)' : written === 'v' ? '(iv)' : '(ix)');
}
