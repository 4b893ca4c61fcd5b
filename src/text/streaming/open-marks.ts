import { CodeSpans } from '../markup/code-and-thoughts.ts';

/** What begins a block of Markdown where a line begins with it, and is text within a line. */
const blockStart = /^\s*(?:\d{1,9}[.)]\s|[-*+]\s|#{1,6}\s|[>|]|`{3}|~{3}|[=-]{3})/u;

/** A mark that begins a line, without what it marks. */
const loneMark = /(?:^|\n)[ \t]*(?:\d{1,9}[.)]|[-*+>]|#{1,6})[ \t]*$/u;

/** Whether a text can be cut at an offset so that both parts mean in Markdown what they meant together. */
export function isOutsideMarks(text: string, offset: number): boolean {
  const isLineStart = offset === 0 || /[\n\r]\s*$/u.test(text.slice(Math.max(0, offset - 64), offset));
  if (!isLineStart && blockStart.test(text.slice(offset, offset + 64))) return false;
  if (loneMark.test(text.slice(Math.max(0, offset - 64), offset))) return false;
  if (isWithinTable(text, offset, isLineStart)) return false;
  const paragraph = text.slice(findParagraph(text, offset), offset);
  return !hasOpenMark(paragraph);
}

function findParagraph(text: string, offset: number): number {
  const gap = text.slice(0, offset).trimEnd().lastIndexOf('\n\n');
  return gap < 0 ? 0 : gap;
}

/** A row of a table that is cut off from its head is no row. */
function isWithinTable(text: string, offset: number, isLineStart: boolean): boolean {
  const lineStart = text.slice(0, offset).trimEnd().lastIndexOf('\n') + 1;
  if (!text.slice(lineStart, offset).trimStart().startsWith('|')) return false;
  const next = text.slice(offset).trimStart();
  return (
    !isLineStart || ((next === '' || next.startsWith('|')) && !/\n\s*\n\s*$/u.test(text.slice(0, offset)))
  );
}

/** Whether emphasis, code, a link or an element is opened and not closed. */
function hasOpenMark(paragraph: string): boolean {
  const { text, isOpen } = withoutCode(paragraph);
  if (isOpen) return true;
  const marks = text.replace(/^\s*[-*+]\s/gmu, ' ').replace(/\\[\\*_~[\]()<]/gu, '  ');
  if (isOdd(marks.match(/~~/gu)) || isOdd(marks.match(/\*\*/gu)) || isOdd(marks.match(/__/gu))) return true;
  const single = marks.replace(/\*\*|__/gu, '');
  // A star between spaces is a sign, and a line within a word a letter.
  if (isOdd(single.match(/(?<!\s)\*|\*(?!\s)/gu))) return true;
  if (isOdd(single.match(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu))) return true;
  return hasOpenLink(marks) || /<[a-z/!][^>]*$/iu.test(marks.slice(-400));
}

/** Blanks out code; marks that nothing closes yet make it open. */
function withoutCode(text: string): { readonly text: string; readonly isOpen: boolean } {
  const code = new CodeSpans(text);
  const mark = /`+/gu;
  let rest = '';
  let at = 0;
  let isOpen = false;
  for (let found = mark.exec(text); found !== null; found = mark.exec(text)) {
    const end = code.findEnd(found.index, found[0].length);
    if (end === null) isOpen = true;
    rest += `${text.slice(at, found.index)} `;
    at = end ?? mark.lastIndex;
    mark.lastIndex = at;
  }
  return { text: rest + text.slice(at), isOpen };
}

function isOdd(found: readonly string[] | null): boolean {
  return (found?.length ?? 0) % 2 === 1;
}

/** `[text`, and `[text](address`; a bracket that nothing closes in a while is text. */
function hasOpenLink(text: string): boolean {
  const end = text.slice(-400);
  return end.lastIndexOf('[') > end.lastIndexOf(']') || /\]\([^()\n]*$/u.test(end) || end.endsWith(']');
}
