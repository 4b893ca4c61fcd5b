import { matchAt, type Reading, say, type Scan, wordBefore } from '../scan/scan.ts';
import books from '../../sentences/holy-books.json' with { type: 'json' };

const chapterAndVerse = /(\d{1,3}):(\d{1,3})(?:[-–](\d{1,3}))?(?![\d:]|[-–]\d|\.\d)/uy;
const names = new Map(Object.entries(books.names).map(([language, list]) => [language, new Set(list)]));
const short: ReadonlyMap<string, string> = new Map(Object.entries(books.short));
/** What stands behind the short name of a book; psalms are named by their number alone. */
const chapterBehind = /^\.? \d{1,3}:\d/u;
const form = { gender: 'm', isBeforeNoun: false } as const;

/** Reads chapter and verse behind the name of a book, which are no time of day: `John 3:16`, `Rom. 8:28–30`. */
export function readVerse(scan: Scan, at: number): Reading | null {
  const { text, grammar } = scan;
  const match = matchAt(chapterAndVerse, text, at);
  if (match === null || text.charAt(at - 1) !== ' ') return null;
  const book = wordBefore(text, at);
  const isBook = names.get(grammar.language.replace(/^en-.*/u, 'en'))?.has(book) === true;
  if (!isBook && !(grammar.language.startsWith('en') && short.has(book))) return null;
  const [, chapter = '', verse = '', until] = match;
  const toWords = (digits: string): string => grammar.numbers.cardinal(digits, form);
  const end = until === undefined ? '' : ` ${grammar.numbers.to} ${toWords(until)}`;
  // "Exodus twenty three" would be one number.
  const pause = /[2-9]0$|00$/u.test(chapter) ? ',' : '';
  return say(`${toWords(chapter)}${pause} ${toWords(verse)}${end}`, at, at + match[0].length);
}

/** The book that a short name in English stands for, by what follows it: `Col. 3:2`, `Ps. 23`. */
export function findBook({ text, grammar }: Scan, key: string, end: number): string | undefined {
  if (!grammar.language.startsWith('en') || !/^\p{Lu}/u.test(text.charAt(end - key.length))) return undefined;
  const behind = text.slice(end, end + 8);
  const isPsalm = /^pss?$/u.test(key) && /^\. \d/u.test(behind);
  return isPsalm || chapterBehind.test(behind) ? short.get(key) : undefined;
}
