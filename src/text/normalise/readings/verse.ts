import { matchAt, type Reading, say, type Scan, wordBefore } from '../scan/scan.ts';
import shortBooks from '../../sentences/short-books.json' with { type: 'json' };
import books from './holy-books.json' with { type: 'json' };

const chapterAndVerse = /(\d{1,3}):(\d{1,3})(?:[-–](?:(\d{1,3}):)?(\d{1,3}))?(?![\d:]|[-–]\d|\.\d)/uy;
const names = new Map(Object.entries(books).map(([language, list]) => [language, new Set(list)]));
const short: ReadonlyMap<string, string> = new Map(Object.entries(shortBooks));
/** What stands behind the short name of a book; psalms are named by their number alone. */
const chapterBehind = /^\.? \d{1,3}:\d/u;
/** Short for persons, too: `Sam 5:30` is no book without a point, nor a number before it. */
const persons = /^(?:dan|gal|jas|josh|mal|matt|mic|phil|sam|tim|tit)$/u;
const numbered = /(?:^|[\s(])[123] ?$/u;
/** No verse has a zero before it, nor half a day behind it. */
const clock = /^\d{1,2}:(?:0|\d\d ?(?:[ap]\.?m|h|Uhr)(?![\p{L}]))/iu;
const form = { gender: 'm', isBeforeNoun: false } as const;

/** Reads chapter and verse behind the name of a book, which are no time of day: `John 3:16`, `Rom. 8:28–30`. */
export function readVerse(scan: Scan, at: number): Reading | null {
  const { text, grammar } = scan;
  const match = matchAt(chapterAndVerse, text, at);
  if (match === null || text.charAt(at - 1) !== ' ') return null;
  const book = wordBefore(text, at);
  if (clock.test(text.slice(at, at + 9))) return null;
  const isBook = names.get(grammar.language.replace(/^en-.*/u, 'en'))?.has(book) === true;
  if (!isBook && !(grammar.language.startsWith('en') && isShort(text, book, at))) return null;
  const [, chapter = '', verse = '', next, until] = match;
  const toWords = (digits: string): string => grammar.numbers.cardinal(digits, form);
  const last = next === undefined ? '' : `${toWords(next)} `;
  const end = until === undefined ? '' : ` ${grammar.numbers.to} ${last}${toWords(until)}`;
  // "Exodus twenty three" would be one number.
  const pause = /[2-9]0$|00$/u.test(chapter) ? ',' : '';
  return say(`${toWords(chapter)}${pause} ${toWords(verse)}${end}`, at, at + match[0].length);
}

/** Whether the short name of a book stands before a chapter. */
function isShort(text: string, book: string, at: number): boolean {
  if (!short.has(book)) return false;
  const from = at - 1 - book.length - (text.charAt(at - 2) === '.' ? 1 : 0);
  return isOwnName(text, book, { from, hasPoint: text.charAt(at - 2) === '.' });
}

function isOwnName(
  text: string,
  book: string,
  { from, hasPoint }: { readonly from: number; readonly hasPoint: boolean },
): boolean {
  return !persons.test(book) || hasPoint || numbered.test(text.slice(Math.max(0, from - 3), from));
}

/** The book that a short name in English stands for, by what follows it: `Col. 3:2`, `Ps. 23`. */
export function findBook({ text, grammar }: Scan, key: string, end: number): string | undefined {
  if (!grammar.language.startsWith('en') || !/^\p{Lu}/u.test(text.charAt(end - key.length))) return undefined;
  const behind = text.slice(end, end + 12);
  const isBook = isOwnName(text, key, { from: end - key.length, hasPoint: behind.startsWith('.') });
  if (!isBook || clock.test(behind.replace(/^\.? /u, ''))) return undefined;
  const isPsalm = /^pss?$/u.test(key) && /^\. \d/u.test(behind);
  return isPsalm || chapterBehind.test(behind) ? short.get(key) : undefined;
}
