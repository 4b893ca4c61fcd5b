import type { TextSlice } from '../../../text/sentences/slice.ts';

/** Where a line of a range is, in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Finds where the lines of a range of the text are, from the corner of the mirror, which has the text as its first child. */
export function measure(mirror: HTMLElement, { start, end }: TextSlice): Box[] {
  const node = mirror.firstChild;
  if (!(node instanceof Text) || end > node.length) return [];
  const range = new Range();
  range.setStart(node, start);
  range.setEnd(node, end);
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
