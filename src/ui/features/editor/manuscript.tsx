import { useEffect, useRef, type ReactNode } from 'react';
import { useAppState } from '../../store/app-context.ts';
import { toSpokenSegment, toTake } from '../../store/take.ts';

/** Lines are about this high in pixels, so that one more is seen above and below. */
const REVEAL_MARGIN = 48;

/**
 * Lies under the text area with the same text in the same type, so that a mark in it shows through; and gives the
 * text area its height.
 */
export function Manuscript({ text }: { readonly text: string }): ReactNode {
  // Offsets mean nothing once the text was edited.
  const start = useAppState((state) =>
    toTake(state.take)?.text === state.text ? (toSpokenSegment(state.take)?.start ?? -1) : -1,
  );
  // A segment ends with the space after its sentence, which is better left unmarked.
  const end = useAppState(({ take }) => {
    const segment = toSpokenSegment(take);
    return segment === null ? -1 : segment.start + text.slice(segment.start, segment.end).trimEnd().length;
  });
  const mark = useRef<HTMLElement>(null);
  useEffect(() => {
    if (mark.current !== null) reveal(mark.current);
  }, [start]);

  const isMarked = start >= 0 && end > start;
  return (
    <div className="editor__text editor__mirror" aria-hidden="true" dir="auto">
      {isMarked ? text.slice(0, start) : text}
      {isMarked ? (
        <mark className="editor__mark" ref={mark}>
          {text.slice(start, end)}
        </mark>
      ) : null}
      {isMarked ? text.slice(end) : null}
      {/* A trailing newline has no height of its own in a div, but does in a text area. */}
      {'\u200b'}
    </div>
  );
}

/** Scrolls the editor, and never the page, which may be read elsewhere. */
function reveal(mark: HTMLElement): void {
  const scroller = mark.closest('.editor__scroller');
  if (scroller === null) return;
  const frame = scroller.getBoundingClientRect();
  const { top, bottom } = mark.getBoundingClientRect();
  const margin = Math.min(REVEAL_MARGIN, frame.height / 4);
  if (bottom > frame.bottom - margin) scroller.scrollTop += bottom - frame.bottom + margin;
  if (top < frame.top + margin) scroller.scrollTop += top - frame.top - margin;
}
