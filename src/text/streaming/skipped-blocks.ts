import {
  CodeSpans,
  fenceOpening,
  findFenceEnd,
  findThoughtEnd,
  endsParagraph,
  thoughtNames,
  thoughtOpening,
} from '../markup/code-and-thoughts.ts';

/** A block that is not spoken, and whose text must not be cut: a program, or what a model thinks aloud. */
export interface SkippedBlock {
  readonly start: number;
  /** Where its inside begins. */
  readonly from: number;
  /** Whether it begins a line, and would be text anywhere else. */
  readonly isLine: boolean;
  /** False where more text may show that nothing begins here. */
  readonly isCertain: boolean;
  /** Finds where it ends in a text that begins inside it; null where its end has not come yet. */
  readonly findEnd: (text: string, isWhole: boolean) => number | null;
  /** Finds what of a text inside it must be kept to see its end: all from an offset. */
  readonly findTail: (text: string) => number;
}

const openings = new RegExp(`(${fenceOpening.source})|${thoughtOpening.source}|\`+`, 'gmu');

/** The line of a fence is no longer than this. */
const LONGEST_LINE = 1_000;

/**
 * Finds the first block of a text that is not spoken, or null. The text stands `indentation` spaces from the beginning of its
 * line; no more comes where `isWhole`.
 */
export function findSkippedBlock(
  text: string,
  { indentation, isWhole }: { readonly indentation: number; readonly isWhole: boolean },
): SkippedBlock | null {
  const code = new CodeSpans(text);
  const pattern = new RegExp(openings);
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    const { 0: mark, 1: opening, 2: thought, index: start } = found;
    const from = pattern.lastIndex;
    if (thought !== undefined) return toThought(start, from, thought);
    if (opening !== undefined) {
      const isCertain = isWhole || text.includes('\n', from) || text.length - from > LONGEST_LINE;
      const indented = start === 0 ? ' '.repeat(indentation) + opening : opening;
      return { ...toFence(start, from, indented), isCertain };
    }
    const end = code.findEnd(start, mark.length);
    // More text may close it, and make code of what would begin a block.
    if (end === null && !isWhole && !endsParagraph(text.slice(start))) return null;
    pattern.lastIndex = end ?? from;
  }
  return null;
}

function toThought(start: number, from: number, name: string): SkippedBlock {
  return {
    start,
    from,
    isLine: false,
    isCertain: true,
    findEnd: (text) => findThoughtEnd(text, 0, name),
    findTail: (text) => Math.max(0, text.length - name.length - 2),
  };
}

function toFence(start: number, from: number, opening: string): Omit<SkippedBlock, 'isCertain'> {
  return {
    start,
    from,
    isLine: true,
    findEnd: (text, isWhole) => findFenceEnd(text, { from: 0, opening, isWhole }),
    // Its end is a whole line.
    findTail: (text) => Math.max(0, text.lastIndexOf('\n')),
  };
}

/** Whether a text ends in what may become the opening of such a block. */
export function mayOpenBlock(text: string): boolean {
  const end = text.slice(-80);
  if (/(?:^|\n)[ \t>]*(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+)?(?:`{1,2}|~{1,2})$/u.test(end)) return true;
  const name = /<([a-z]*)$/u.exec(end)?.[1];
  return name !== undefined && thoughtNames.some((known) => known.startsWith(name));
}
