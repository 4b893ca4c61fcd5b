import type { TextSlice } from '../sentences/slice.ts';
import { foldCharacter } from './fold-character.ts';

/** A text in plain characters that still knows where each of them came from. */
export interface FoldedText {
  readonly text: string;
  /** Finds the range of the source that a range of the folded text came from. */
  toSource(start: number, end: number): TextSlice;
  /** Finds the first folded character that came from an offset of the source or from behind it. */
  toFolded(offset: number): number;
  /** The source characters that a folded character came from. */
  sourceAt(offset: number): string;
}

const enclosed = /^[\u2460-\u2473\u24ea-\u24ff\u2776-\u2793\u3251-\u325f\u32b1-\u32bf]/u;
const cluster = /\P{M}\p{M}*|\p{M}+/gu;

/**
 * Folds a slice of a text: compatibility characters to plain ones, every apostrophe to `'`, every space and line break
 * to a space, invisible characters to nothing. Offsets count UTF-16 units.
 */
export function foldText(source: string, slice: TextSlice, language: string): FoldedText {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  const part = source.slice(slice.start, slice.end).toWellFormed();
  const add = (folded: string, start: number, end: number): void => {
    text += folded;
    starts.push(...Array<number>(folded.length).fill(start));
    ends.push(...Array<number>(folded.length).fill(end));
  };
  for (const { index, 0: character } of part.matchAll(cluster)) {
    const end = index + character.length;
    // Numbers in circles are apart: ①② is no twelve.
    const gap = enclosed.test(character) && /\d$/u.test(text) ? ' ' : '';
    const folded = gap + foldCharacter(character, { before: text, part, start: index, end });
    add(folded, slice.start + index, slice.start + end);
  }
  const accented = foldAccents(text, language);
  return {
    text: accented,
    toSource: (start, end) => ({
      start: starts[start] ?? slice.end,
      end: end > start ? (ends[end - 1] ?? slice.end) : (starts[start] ?? slice.end),
    }),
    toFolded: (offset) => findFirst(starts, offset),
    sourceAt: (offset) => source.slice(starts[offset], ends[offset]),
  };
}

/** The index of the first of some ascending offsets that is not below another. */
function findFirst(offsets: readonly number[], least: number): number {
  let [low, high] = [0, offsets.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? Infinity) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Letters of Vietnamese that stand in no language which is spoken here. */
const foreign = /[đơưăĐƠƯĂ]/u;

const base: Readonly<Record<string, string>> = {
  đ: 'd', Đ: 'D', ł: 'l', Ł: 'L', ø: 'o', Ø: 'O', ħ: 'h', Ħ: 'H', ŧ: 't', Ŧ: 'T', ı: 'i', ĸ: 'k', ŋ: 'n',
  Ŋ: 'N', ƒ: 'f', ɡ: 'g', ə: 'e', Ə: 'E', ɛ: 'e', ɔ: 'o', ß: 's', þ: 't', Þ: 'T', ð: 'd', Ð: 'D',
}; // prettier-ignore

/** Accented letters that each language's voices know, besides plain ones. */
const known: Readonly<Record<string, RegExp>> = {
  en: /[à-öø-ÿÀ-ÖØ-Þßœæšžčłńśźżąę]/iu,
  es: /[à-öø-ÿß]/iu,
  fr: /[à-öø-ÿœßš]/iu,
  it: /[à-öø-ÿß]/iu,
  pt: /[à-öø-ÿß]/iu,
  hi: /[à-öø-ÿß]/iu,
};

const accented = /[\u00c0-\u024f\u0250-\u02af\u1d00-\u1eff]/u;

/**
 * Replaces Latin letters that a language's voice would spell out by their base letters, one for one: all accents of a
 * word that has a Vietnamese letter, and any other letter that the voice does not know.
 */
function foldAccents(text: string, language: string): string {
  if (!accented.test(text)) return text;
  const spoken = known[language.slice(0, 2)];
  if (spoken === undefined) return text;
  return text.replace(/\p{Script=Latin}+/gu, (word) => {
    if (!accented.test(word)) return word;
    const isForeign = foreign.test(word) || Array.from(word).some(isDoubleMarked);
    return Array.from(word, (letter) =>
      accented.test(letter) && (isForeign || !spoken.test(letter)) ? toBase(letter) : letter,
    ).join('');
  });
}

function isDoubleMarked(letter: string): boolean {
  return letter.normalize('NFD').length > 2;
}

/** The base letter, in as many UTF-16 units as the letter has. */
function toBase(letter: string): string {
  const direct = base[letter];
  if (direct !== undefined) return direct;
  const decomposed = letter.normalize('NFKD').replace(/\p{M}/gu, '');
  const plain = Array.from(decomposed, (part) => base[part] ?? part).join('');
  return plain.length === letter.length ? plain : letter;
}
