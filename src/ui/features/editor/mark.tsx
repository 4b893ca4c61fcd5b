import { useLayoutEffect, useRef, type ReactNode } from 'react';
import type { TextSlice } from '../../../text/sentences/slice.ts';
import { measure, toLine, type Box } from './measure.ts';

interface MarkProps {
  readonly kind: 'sentence' | 'word';
  readonly range: TextSlice | null;
  /** Whether it is kept in view. */
  readonly isFollowed: boolean;
  readonly text: string;
  /** Holds the text, line by line. */
  readonly mirror: { readonly current: HTMLElement | null };
  /** Of the mirror; another one means other lines. */
  readonly width: number;
}

/** Lines are about this high in pixels, so that one more is seen above and below. */
const REVEAL_MARGIN = 48;

/** What was marked last, and where. */
interface Marked {
  readonly end: number;
  readonly boxes: readonly Box[];
}

/**
 * Lays a box over each line of a range of the text, and keeps it in view where it is followed, unless somebody has
 * scrolled away from the one before.
 */
export function Mark({ kind, range, isFollowed, text, mirror, width }: MarkProps): ReactNode {
  const mark = useRef<HTMLDivElement>(null);
  const marked = useRef<Marked>(null);
  useLayoutEffect(() => {
    const [element, source, before] = [mark.current, mirror.current, marked.current];
    marked.current = null;
    if (element === null || source === null || range === null) return;
    const boxes = measure(source, range);
    element.replaceChildren(...boxes.map(toLine));
    marked.current = { end: range.end, boxes };
    const scroller = element.closest('.editor__scroller');
    if (!isFollowed || scroller === null) return;
    const isNext = before !== null && isBlank(text, before.end, range.start);
    if (!isNext || isInView(scroller, before.boxes)) reveal(scroller, boxes);
  }, [isFollowed, mirror, range, text, width]);
  if (range === null) return null;
  return (
    <div
      className={`editor__mark editor__mark--${kind}`}
      ref={mark}
      data-text={text.slice(range.start, range.end)}
    />
  );
}

function isBlank(text: string, start: number, end: number): boolean {
  return start <= end && text.slice(start, end).trim() === '';
}

function isInView({ scrollTop, clientHeight }: Element, boxes: readonly Box[]): boolean {
  return boxes.some(({ top, height }) => top < scrollTop + clientHeight && top + height > scrollTop);
}

/** Scrolls the editor, and never the page, which may be read elsewhere. */
function reveal(scroller: Element, boxes: readonly Box[]): void {
  const [first, last] = [boxes[0], boxes.at(-1)];
  if (first === undefined || last === undefined) return;
  const { scrollTop, clientHeight } = scroller;
  const margin = Math.min(REVEAL_MARGIN, clientHeight / 4);
  const bottom = last.top + last.height + margin;
  if (bottom > scrollTop + clientHeight) scroller.scrollTop = bottom - clientHeight;
  if (first.top - margin < scroller.scrollTop) scroller.scrollTop = first.top - margin;
}
