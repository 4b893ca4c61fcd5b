import { matchAt, type Reading, say, type Scan, wordBefore } from '../scan/scan.ts';
import shortBooks from '../../sentences/short-books.json' with { type: 'json' };
import books from './holy-books.json' with { type: 'json' };

const english = /(\d{1,3})(:)(\d{1,3})(?:[-–](?:(\d{1,3}):)?(\d{1,3}))?(?![\d:]|[-–]\d|\.\d)/uy;
/** Romance languages write a comma, too: `Jn 3,16`, `Mt 5, 3-12`. */
const romance = /(\d{1,3})(:|, ?)(\d{1,3})(?:[-–](?:(\d{1,3})[:,] ?)?(\d{1,3}))?(?![\d:]|[-–]\d|[.,]\d)/uy;
const toTable = (names: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(names));
const names = new Map(Object.entries(books).map(([language, list]) => [language.slice(0, 2), new Set(list)]));
const short = new Map(Object.entries(shortBooks).map(([language, list]) => [language, toTable(list)]));
/** What stands behind the short name of a book; psalms are named by their number alone. */
const chapterBehind = /^\.? \d{1,3}:\d/u;
const chapterOrComma = /^\.? \d{1,3}[:,]\d|^ \d{1,3}, \d(?![ºª°])/u;
/** Short for apartments, examples and columns, too: what is behind their comma may be another thing. */
const rooms = /^(?:ap|es|col)$/u;
const psalm = /^(?:pss?|sal|slm|sl)$/u;
/** Short for persons, too: `Sam 5:30` is no book without a point, nor a number before it. */
const persons = /^(?:dan|gal|jas|josh|mal|matt|mic|phil|sam|tim|tit)$/u;
const numbered = /(?:^|[\s(])[123] ?$/u;
/** No verse has a zero before it, nor half a day behind it. */
const clock = /^\d{1,2}:(?:0|\d\d ?(?:[ap]\.?m|h|Uhr)(?![\p{L}]))/iu;
const form = { gender: 'm', isBeforeNoun: false } as const;

/** Books of which there are several; letters are feminine in Romance languages. */
const books123 = /^(?:samuele?|kings|reyes|rois|re|reis|chronicles|crónicas|chroniques|cronache|crônicas)$/iu;
const letters123 =
  /^(?:corinthians|corintios|corinthiens|corinzi|coríntios|thessalonians|tesalonicenses|thessaloniciens|tessalonicesi|timothy|timoteo|timothée|timóteo|peter|pedro|pierre|pietro|john|juan|jean|giovanni|joão)$/iu;
const ofSeveral = /([123]) (?=(\p{Lu}[\p{L}\p{M}]{1,15})\.? \d)/uy;

/** Reads chapter and verse behind the name of a book, which are no time of day: `John 3:16`, `Rom. 8:28–30`, and the `1` of `1 Cor. 13`. */
export function readVerse(scan: Scan, at: number): Reading | null {
  return readBookNumber(scan, at) ?? readChapter(scan, at);
}

function readBookNumber({ text, grammar }: Scan, at: number): Reading | null {
  const match = matchAt(ofSeveral, text, at);
  if (match === null || /[\d.,:/]$/u.test(text.slice(Math.max(0, at - 1), at))) return null;
  const [, count = '', written = ''] = match;
  const book = findShort(grammar.language, written.toLowerCase()) ?? written;
  const isLetter = letters123.test(book);
  if (!isLetter && !books123.test(book)) return null;
  return say(grammar.numbers.ordinal(count, isLetter ? 'f' : 'm'), at, at + 1);
}

function findShort(language: string, key: string): string | undefined {
  return short.get(language.slice(0, 2))?.get(key);
}

function readChapter(scan: Scan, at: number): Reading | null {
  const { text, grammar } = scan;
  const isEnglish = grammar.language.startsWith('en');
  const match = matchAt(isEnglish || grammar.language === 'hi' ? english : romance, text, at);
  if (match === null || text.charAt(at - 1) !== ' ') return null;
  const book = wordBefore(text, at);
  if (clock.test(text.slice(at, at + 9))) return null;
  const [, chapter = '', sign = '', verse = '', next, until] = match;
  if (sign === ', ' && rooms.test(book)) return null;
  // `Juan 3,5` may be what a person has.
  const isDecimal = sign === ', ' || (sign === ',' && verse.length < 2 && until === undefined);
  const isBook = names.get(grammar.language.slice(0, 2))?.has(book) === true && !isDecimal;
  if (!isBook && !isShort(scan, book, at)) return null;
  const toWords = (digits: string): string => grammar.numbers.cardinal(digits, form);
  const last = next === undefined ? '' : `${toWords(next)} `;
  const end = until === undefined ? '' : ` ${grammar.numbers.to} ${last}${toWords(until)}`;
  // "Exodus twenty three" would be one number.
  const pause = /[2-9]0$|00$/u.test(chapter) || sign !== ':' ? ',' : '';
  return say(`${toWords(chapter)}${pause} ${toWords(verse)}${end}`, at, at + match[0].length);
}

/** Whether the short name of a book stands before a chapter. */
function isShort({ text, grammar }: Scan, book: string, at: number): boolean {
  if (findShort(grammar.language, book) === undefined) return false;
  const hasPoint = text.charAt(at - 2) === '.';
  const from = at - 1 - book.length - (hasPoint ? 1 : 0);
  return /^\p{Lu}/u.test(text.charAt(from)) && isOwnName({ text, grammar }, book, { from, hasPoint });
}

function isOwnName(
  { text, grammar }: Pick<Scan, 'grammar' | 'text'>,
  book: string,
  { from, hasPoint }: { readonly from: number; readonly hasPoint: boolean },
): boolean {
  if (!grammar.language.startsWith('en')) return true;
  return !persons.test(book) || hasPoint || numbered.test(text.slice(Math.max(0, from - 3), from));
}

/** The book that a short name stands for, by what follows it: `Col. 3:2`, `Ps. 23`, `Jn 3,16`. */
export function findBook({ text, grammar }: Scan, key: string, end: number): string | undefined {
  const book = findShort(grammar.language, key);
  const from = end - key.length;
  if (book === undefined || !/^\p{Lu}/u.test(text.charAt(from))) return undefined;
  const behind = text.slice(end, end + 12);
  const hasPoint = behind.startsWith('.');
  if (!isOwnName({ text, grammar }, key, { from, hasPoint })) return undefined;
  if (rooms.test(key) && !/^ \d{1,3}[:,]\d/u.test(behind) && !grammar.language.startsWith('en'))
    return undefined;
  if (clock.test(behind.replace(/^\.? /u, ''))) return undefined;
  const isEnglish = grammar.language.startsWith('en');
  const isAlone = isEnglish ? /^\. \d/u : /^\.? \d{1,3}(?![\d,.]|[ -]?\p{L})/u;
  const isPsalm = psalm.test(key) && isAlone.test(behind);
  return isPsalm || (isEnglish ? chapterBehind : chapterOrComma).test(behind) ? book : undefined;
}
