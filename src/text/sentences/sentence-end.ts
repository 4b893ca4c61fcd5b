import type { Language } from '../../contract/language.ts';
import abbreviationsJson from './abbreviations.json' with { type: 'json' };
import shortBookNames from './short-books.json' with { type: 'json' };
import states from './states.json' with { type: 'json' };

interface Abbreviations {
  /** Never end a sentence, e.g. titles. */
  readonly always: ReadonlySet<string>;
  /** Do not end a sentence before a number. */
  readonly beforeNumber: ReadonlySet<string>;
  /** End a sentence only before a word that often starts one. */
  readonly unlessStarter: ReadonlySet<string>;
  readonly starters: ReadonlySet<string>;
  /** What is named by a letter: the one behind it is no initial, as in `Vitamin C.` */
  readonly lettered: ReadonlySet<string>;
}

const abbreviations = new Map<string, Abbreviations>(
  Object.entries(abbreviationsJson).map(([language, lists]) => [
    language,
    {
      always: new Set(lists.always),
      beforeNumber: new Set([...lists.beforeNumber, ...Object.keys(lists.spokenBeforeNumber)]),
      unlessStarter: new Set(lists.unlessStarter),
      starters: new Set(lists.starters),
      lettered: new Set(lists.lettered),
    },
  ]),
);

const shortBooks = new Map(
  Object.entries(shortBookNames).map(([language, books]) => [language, new Set(Object.keys(books))]),
);

const verse = /^\p{N}{1,3}(?::|, ?)\p{N}/u;

/** How many UTF-16 units on either side of a boundary are looked at. */
export const SENTENCE_CONTEXT = 40;

interface Boundary {
  /** The last units before the boundary, white space included. */
  readonly before: string;
  /** The first units behind it. */
  readonly after: string;
  /** Whether `before` reaches back to where the sentence begins. */
  readonly isWhole: boolean;
  readonly language: Language;
}

/**
 * Decides whether a boundary that the Unicode rules see is the end of a sentence. It is not behind an abbreviation, an
 * initial or the number of a list item, within a URL, nor where the text goes on in small letters ("Stop!" he said.).
 */
export function isSentenceEnd({ before, after, isWhole, language }: Boundary): boolean {
  const end = before.trimEnd();
  const isGlued = end.length === before.length;
  if (isGlued && /[.!?]["'’”)\]]*$/.test(end))
    return !/^[\p{Script=Latin}\p{Script=Devanagari}\p{N}°=&/#%_~+-]/u.test(after);
  if (/^\p{Ll}/u.test(after)) return false;
  if (!end.endsWith('.')) return true;
  if (isWhole && /^\s*[([]?(?:\p{N}{1,3}|\p{L}|[ivxlc]{1,5})\.$/iu.test(end)) return false;
  // `b. 1950`, `r. 1558`, `d. 13 Aug. 1910`
  if (/(?:^|[\s(])\p{Ll}\.$/u.test(end) && /^(?:\p{N}{3,4}|\p{N}{1,2} \p{Lu})/u.test(after)) return false;
  // `(agg. 3-2)`, `(elev. 33 ft)`: what a bracket opens with ends no sentence.
  if (/[([]\p{Ll}{1,6}\.$/u.test(end) && /^[\p{N}$€£]/u.test(after)) return false;
  // `42 U.S.C. § 1983`
  if (/^[§¶]/u.test(after)) return false;
  // `Tampa, Fla. (AP)`
  const state = /\p{Ll}, (\p{Lu}\p{Ll}{1,4})\.$/u.exec(end)?.[1]?.toLowerCase() ?? '';
  if (language.startsWith('en') && Object.hasOwn(states, state) && !/^\p{Lu}\p{Ll}/u.test(after))
    return false;
  // `Press Ctrl+C.`
  if (/[+&/]\p{Lu}\.$/u.test(end)) return true;
  const word = /([\p{L}\p{M}\p{N}.ªº]+)\.$/u.exec(end)?.[1]?.toLowerCase();
  const lists = abbreviations.get(language.slice(0, 2));
  const named = /([\p{L}\p{M}]+) \p{Lu}\.$/u.exec(end)?.[1]?.toLowerCase();
  if (named !== undefined && lists?.lettered.has(named) === true) return true;
  if (isNamedByLetter(end) && /^[B-HJ-Z](?![\p{L}\p{M}'’])/u.test(after)) return false;
  // `Rom. 8:28`, `Jn. 3,16`
  const books = shortBooks.get(language.slice(0, 2));
  if (word !== undefined && books?.has(word) === true && verse.test(after)) return false;
  return word === undefined || !isAbbreviation(word, after, lists);
}

/** Whether a text ends with what a letter may name: `App. B` and `see app. B`, but not `I use the app. B is new.` */
export function isNamedByLetter(text: string): boolean {
  return /(?<![\p{L}\p{M}\p{N}])(?:App|Ex|Sec|Tab|[Ff]ig|(?<=[([]|(?<!\p{L})(?:[Ss]ee|[Ii]n) )(?:app|ex|sec|tab))\.$/u.test(
    text,
  );
}

function isAbbreviation(word: string, after: string, lists: Abbreviations | undefined): boolean {
  if (lists?.always.has(word) === true) return true;
  if (lists?.beforeNumber.has(word) === true && /^[#(]?(?:\p{N}|[IVXLC]+\b)/u.test(after)) return true;
  // `art. L. 121-1`
  if (/^arts?$/u.test(word) && /^[LRDA]\.? ?\p{N}/u.test(after)) return true;
  // `410 U.S. 113`, `D.P.R. 445`
  if (/^\p{L}(?:\.\p{L})+$/u.test(word) && !/^[ap]\.m$/u.test(word) && /^\p{N}/u.test(after)) return true;
  const isInitials = /^\p{L}\p{M}*(?:\.\p{L}\p{M}*)*$/u.test(word) && word !== 'i';
  if (!isInitials && lists?.unlessStarter.has(word) !== true) return false;
  const next = /[\p{L}\p{M}]+/u.exec(after)?.[0].toLowerCase();
  return next !== undefined && lists?.starters.has(next) !== true;
}
