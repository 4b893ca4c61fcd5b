import type { TextSlice } from '../../../text/sentences/slice.ts';

/** Where a line of a range is, in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Finds where the lines of a range of the text are, from the corner of the mirror, which has a block for each line of it. */
export function measure(mirror: HTMLElement, { start, end }: TextSlice): Box[] {
  const range = new Range();
  if (!place(mirror, start, (node, offset) => range.setStart(node, offset))) return [];
  if (!place(mirror, end, (node, offset) => range.setEnd(node, offset))) return [];
  const corner = mirror.getBoundingClientRect();
  const lines = new Map<number, Box>();
  for (const { left, top, right, height } of range.getClientRects()) {
    const known = lines.get(top);
    const from = Math.min(left - corner.left, known?.left ?? Infinity);
    const to = Math.max(right - corner.left, known === undefined ? 0 : known.left + known.width);
    lines.set(top, { left: from, top: top - corner.top, width: to - from, height });
  }
  return [...lines.values()];
}

/** Finds the place of an offset in the text; false where the text that is mirrored ends before it. */
function place(mirror: HTMLElement, offset: number, set: (node: Node, offset: number) => void): boolean {
  let lineStart = 0;
  for (const line of mirror.children) {
    // An empty line has a break in place of text.
    const words = line.firstChild instanceof Text ? line.firstChild : null;
    const length = words?.length ?? 0;
    if (offset <= lineStart + length) {
      set(words ?? line, offset - lineStart);
      return true;
    }
    lineStart += length + 1;
  }
  return false;
}

/** Draws the line of a mark. */
export function toLine({ left, top, width, height }: Box): HTMLElement {
  const line = document.createElement('span');
  line.className = 'editor__mark-line';
  Object.assign(line.style, {
    left: `${left}px`,
    top: `${top}px`,
    width: `${width}px`,
    height: `${height}px`,
  });
  return line;
}
