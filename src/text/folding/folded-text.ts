import type { TextSlice } from '../sentences/slice.ts';
import { foldCharacter } from './fold-character.ts';
import { foldAccents } from './fold-accents.ts';

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
