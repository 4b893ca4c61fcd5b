import type { Rhythm } from '../../contract/request.ts';
import { classifyLine, itemStart } from '../formats/plain.ts';
import { toBlockSeconds, type BlockKind } from '../formats/script-builder.ts';

/** Two chunks of a text, by what lies between them: UTF-16 offsets. */
interface ChunkGap {
  /** Where the chunk before ends. */
  readonly from: number;
  /** Where the next one begins. */
  readonly to: number;
  /** Whether rows of tables are known as such. */
  readonly isMarkdown: boolean;
}

/** What ends a sentence, with the marks that may stand behind it. */
const sentenceEnd = /[.!?…。！？।॥]["'”’)\]*_~`»」』]*$/u;

/** What makes a heading of a line of text above it. */
const underline = /^ {0,3}(?:=+|-+)[ \t]*$/u;
/** What begins a list right behind a line of Markdown: numbers from 1 on. */
const listStart = /^\s*(?:[-*+]|0{0,2}1[.)])[ \t]/u;

/** How far back the block is looked for that ends. */
const LONGEST_BLOCK = 4_000;

/** Computes the pause between two chunks of a text, in seconds: that of a request that holds both. */
export function toGapSeconds(text: string, gap: ChunkGap, rhythm: Rhythm): number {
  const kind = findEnd(text, gap);
  return kind === null ? 0 : toBlockSeconds(rhythm, kind);
}

/** Finds what ends between two chunks; null within a sentence. */
function findEnd(text: string, gap: ChunkGap): BlockKind | null {
  const { from, to } = gap;
  const before = text.slice(Math.max(0, from - LONGEST_BLOCK), from);
  const said = before.trimEnd();
  const space = before.slice(said.length) + text.slice(from, to);
  const next = text.slice(to, to + 24);
  const block = space.includes('\n') ? findBlockEnd({ said, space, next }, gap) : null;
  return block ?? (sentenceEnd.test(said) ? 'line' : null);
}

function findBlockEnd(
  { said, space, next }: Readonly<Record<'said' | 'space' | 'next', string>>,
  { isMarkdown }: ChunkGap,
): BlockKind | null {
  const skipped = space.trim();
  if (classifyLine(skipped, { isItem: false, next: '' }) === 'scene') return 'scene';
  const lines = said.slice(said.lastIndexOf('\n\n') + 1).split('\n');
  const last = lines.at(-1) ?? '';
  const isRow = isMarkdown && last.trimStart().startsWith('|');
  const isItem = isRow || lines.some((line) => itemStart.test(line));
  const lineEnd = space.slice(0, space.length - space.trimStart().length);
  const isUnderlined = underline.test(last) && (lines.at(-2) ?? '').trim() !== '';
  if (isMarkdown && isUnderlined && !isItem) return 'heading';
  // An item goes on in another paragraph.
  if (isMarkdown && isItem && /\n\s*\n(?: {2}|\t)\s*$/u.test(space)) return 'paragraph';
  const kind = classifyLine(last + lineEnd, { isItem, next });
  // A list ends the paragraph before it, but the second paragraph of an item, which is indented.
  const isPart = isItem || lines.some((line) => /^(?: {2}|\t)/u.test(line));
  if (kind === 'item' && isMarkdown && !isPart && listStart.test(next)) return 'paragraph';
  if (kind !== null || !isMarkdown) return kind;
  // A program that is not spoken ends a paragraph, too.
  return isRow ? 'item' : skipped === '' ? null : 'paragraph';
}
