/** The elements in which language models think aloud. */
export const thoughtNames = ['think', 'thinking', 'thought', 'reasoning'] as const;

/** Opens a thought. */
export const thoughtOpening = new RegExp(`<(${thoughtNames.join('|')})>`, 'u');

/**
 * Opens a fenced block of code, at the beginning of a line, in quotes and items of lists, too. The line of a fence of
 * backticks has no others, or it is code within a line.
 */
export const fenceOpening =
  /^[ \t]*(?:>[ \t]{0,4}|(?:[-*+]|\d{1,9}[.)])[ \t]{1,4}){0,8}(?:`{3,}(?=[^`\n]*$)|~{3,})/mu;

/** Finds where a thought of this name ends, searching from an offset; null where it is not closed. */
export function findThoughtEnd(text: string, from: number, name: string): number | null {
  const closing = `</${name}>`;
  const at = text.indexOf(closing, from);
  return at < 0 ? null : at + closing.length;
}

/**
 * Finds where a fenced block ends, whose opening mark is what `fenceOpening` found; `from` lies in the line of the mark, or
 * in a line inside. It ends behind its closing line, or before a line that leaves its quote or item. Null where it goes on;
 * a last line without a line break counts only where `isWhole`.
 */
export function findFenceEnd(
  text: string,
  { from, opening, isWhole }: { readonly from: number; readonly opening: string; readonly isWhole: boolean },
): number | null {
  const fence = /(?:`+|~+)$/u.exec(opening)?.[0] ?? '';
  const container = opening.slice(0, opening.length - fence.length);
  const isQuoted = container.includes('>');
  const width = toWidth(container);
  const itemWidth = container.trim() === '' || isQuoted ? 0 : width;
  const closing = new RegExp(`^[${fence.charAt(0)}]{${fence.length},}[ \\t\\r]*$`, 'u');
  for (let at = text.indexOf('\n', from) + 1; at > 0; at = text.indexOf('\n', at) + 1) {
    const lineEnd = text.indexOf('\n', at);
    if (lineEnd < 0 && !isWhole) return null;
    const end = lineEnd < 0 ? text.length : lineEnd;
    const line = text.slice(at, end);
    const inner = isQuoted ? line.replace(/^[ \t>]+/u, '') : line.trimStart();
    if (isQuoted ? !/^[ \t]*>/u.test(line) : inner !== '' && toIndentation(line) < itemWidth) return at;
    // A line that is indented further than the fence is of the program.
    const isClosing = isQuoted || toIndentation(line) <= width + 3;
    if (isClosing && closing.test(inner)) return end;
  }
  return null;
}

function toIndentation(line: string): number {
  return toWidth(line.slice(0, line.length - line.trimStart().length));
}

function toWidth(text: string): number {
  return text.replaceAll('\t', '    ').length;
}

/** Finds the code within the lines of a text: it ends at as many backticks as it began with, in the same paragraph. */
export class CodeSpans {
  readonly #text: string;
  /** Lengths of marks that are never closed, which are looked for once. */
  readonly #unclosed = new Set<number>();

  constructor(text: string) {
    this.#text = text;
  }

  /** Finds where the code ends that begins at an offset with so many backticks; null where nothing closes it. */
  findEnd(start: number, length: number): number | null {
    if (this.#unclosed.has(length)) return null;
    const closing = new RegExp(`(?<!\`)\`{${length}}(?!\`)`, 'gu');
    closing.lastIndex = start + length;
    const found = closing.exec(this.#text);
    if (found === null) this.#unclosed.add(length);
    return found === null || this.#endsParagraph(start, found.index) ? null : closing.lastIndex;
  }

  #endsParagraph(start: number, end: number): boolean {
    if (!this.#text.slice(start, end).includes('\n')) return false;
    const lineEnd = this.#text.indexOf('\n', end);
    return endsParagraph(this.#text.slice(start, lineEnd < 0 ? undefined : lineEnd));
  }
}

/** Whether a paragraph that goes on at the beginning of a text ends in it: at an empty line, or at a block of code. */
export function endsParagraph(text: string): boolean {
  const lineEnd = text.indexOf('\n');
  return lineEnd >= 0 && (/\n[ \t\r]*\n/u.test(text) || fenceOpening.test(text.slice(lineEnd + 1)));
}
