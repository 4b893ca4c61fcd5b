import type { Language } from '../../contract/language.ts';
import conjunctionsJson from './conjunctions.json' with { type: 'json' };

const conjunctions = new Map(
  Object.entries(conjunctionsJson).map(([language, words]) => [language, new Set(words)]),
);

const strongEnd = /[.!?;:…。！？；：।॥؟—–][\p{Pe}\p{Pf}"']*$/u;
const weakEnd = /[,，、،][\p{Pe}\p{Pf}"']*$/u;
const bracketEnd = /[\p{Pe}\p{Pf}]$/u;

interface SplitRange {
  /** The least and the greatest offset to cut at. */
  readonly from: number;
  readonly to: number;
  /** How far back to go rather than cut within a word. */
  readonly least: number;
  readonly language: Language;
}

/**
 * Finds the best offset in a range to cut a text that is too long: behind a clause, else before a conjunction, else at
 * a space, else between two characters; the last one where several are as good. Looks at the range only.
 */
export function findSplitPoint(text: string, { from, to, least, language }: SplitRange): number {
  const words = conjunctions.get(language.slice(0, 2));
  let best = { offset: -1, rank: 0 };
  for (let offset = from; offset <= to; offset++) {
    const rank = rankCut(text, offset, words);
    if (rank > 0 && rank >= best.rank) best = { offset, rank };
  }
  for (let offset = from - 1; offset >= least && best.rank <= WITHIN_WORD; offset--) {
    const rank = rankCut(text, offset, words);
    if (rank > WITHIN_WORD) best = { offset, rank };
  }
  if (best.offset >= 0) return best.offset;
  if (!isWithinPair(text, to)) return to;
  return to > 1 ? to - 1 : to + 1;
}

/** The rank of a cut between two letters of a word. */
const WITHIN_WORD = 1;

/** From 0 (within a character) to 6 (behind a clause). */
function rankCut(text: string, offset: number, words: ReadonlySet<string> | undefined): number {
  if (isWithinCharacter(text, offset)) return 0;
  const before = text.slice(Math.max(0, offset - 4), offset);
  const after = text.slice(offset, offset + 16);
  // Behind a space is as good as before it, and comes later: so the next part starts with a word.
  const isSpaced = /\s$/u.test(before) || /^\s/u.test(after);
  const isWide = /[。！？；：，、]\p{Pe}*$/u.test(before) && !/^[\p{Pe}\p{Pf}]/u.test(after);
  if (!isSpaced && !isWide) return WITHIN_WORD;
  const trimmed = before.trimEnd();
  if (strongEnd.test(trimmed)) return 6;
  if (weakEnd.test(trimmed)) return 5;
  const rest = after.trimStart();
  if (bracketEnd.test(trimmed) || /^\p{Ps}/u.test(rest)) return 4;
  if (words === undefined) return 3;
  const lastWord = /[\p{L}\p{M}]+\s*$/u.exec(text.slice(Math.max(0, offset - 14), offset))?.[0].trimEnd();
  if (lastWord !== undefined && words.has(lastWord.toLowerCase())) return 2;
  const nextWord = /^[\p{L}\p{M}]+/u.exec(rest)?.[0];
  return nextWord !== undefined && words.has(nextWord.toLowerCase()) ? 4 : 3;
}

/** Whether a cut would part a surrogate pair, or a mark or a joiner from its letter. */
function isWithinCharacter(text: string, offset: number): boolean {
  if (offset <= 0 || offset >= text.length) return false;
  if (isWithinPair(text, offset) || text.charCodeAt(offset - 1) === 0x200d) return true;
  return /^[\p{M}\u200c\u200d]/u.test(text.slice(offset, offset + 2));
}

function isWithinPair(text: string, offset: number): boolean {
  return (text.charCodeAt(offset - 1) & 0xfc00) === 0xd800 && (text.charCodeAt(offset) & 0xfc00) === 0xdc00;
}
