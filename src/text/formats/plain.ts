import type { BlockKind, ScriptBuilder } from './script-builder.ts';
import { addWritten, type TagReader } from './tagged-text.ts';

/** A line with white space around it; how the line begins says what ends with it. */
const line = /[^\n]*(?:\n\s*|$)/y;
const emptyLine = /\n[^\S\n]*\r?\n/u;
/** How an item of a list begins. */
export const itemStart = /^\s{0,12}(?:[-*+•‣◦▪·–][ \t]|\(?\d{1,3}[.)][ \t])/u;
const headingStart = /^\s{0,3}#{1,6}[ \t]/u;
const sceneLine = /^\s*(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|⁂|#)\s*$/u;

/** Reads plain text, in blocks where pauses stand between them; tags are obeyed where there is a reader for them. */
export function readPlain(
  builder: ScriptBuilder,
  { tags, hasBlocks }: { readonly tags: TagReader | null; readonly hasBlocks: boolean },
): void {
  const { source } = builder;
  const add = (start: number, end: number): void =>
    addWritten(builder, { value: source.slice(start, end), start, end }, tags);
  if (!hasBlocks) {
    add(0, source.length);
    return;
  }
  let start = 0;
  for (const { end, textEnd, kind } of findBlocks(source)) {
    add(start, textEnd);
    builder.endBlock(textEnd, kind);
    start = end;
  }
}

interface Block {
  /** Where its text ends, and where the next block begins. */
  readonly textEnd: number;
  readonly end: number;
  readonly kind: BlockKind;
}

function* findBlocks(source: string): Generator<Block, void, undefined> {
  let start = 0;
  for (let at = 0; at < source.length;) {
    line.lastIndex = at;
    const written = line.exec(source)?.[0] ?? '';
    const end = at + Math.max(1, written.length);
    const isItem = itemStart.test(source.slice(start, start + 24));
    const kind = classifyLine(written, { isItem, next: source.slice(end, end + 24) });
    if (kind !== null || end >= source.length) {
      const textEnd = kind === 'scene' ? start : at + written.trimEnd().length;
      yield { textEnd: Math.max(start, textEnd), end, kind: kind ?? 'paragraph' };
      start = end;
    }
    at = end;
  }
}

/** Finds what ends with a line and the white space behind it; null where its text goes on in the next. */
export function classifyLine(
  written: string,
  { isItem, next }: { readonly isItem: boolean; readonly next: string },
): BlockKind | null {
  if (headingStart.test(written)) return 'heading';
  const [first = ''] = written.split('\n', 1);
  if (sceneLine.test(first)) return 'scene';
  if (emptyLine.test(written)) return isItem ? 'item' : 'paragraph';
  return itemStart.test(next) ? 'item' : null;
}
