import { useEffect, useRef, type ReactNode } from 'react';
import type { TextSlice } from '../../../speech/text/slice.ts';
import { useAppState } from '../../store/app-context.ts';
import type { AppState } from '../../store/state.ts';
import { toTake, type TakeState } from '../../store/take.ts';
import { toSpokenSentence, toSpokenWord } from '../../store/timeline.ts';

/** Lines are about this high in pixels, so that one more is seen above and below. */
const REVEAL_MARGIN = 48;

/**
 * Lies under the text area with the same text in the same type, so that marks in it show through: one for the sentence
 * that is heard and one for the word. It gives the text area its height.
 */
export function Manuscript({ text }: { readonly text: string }): ReactNode {
  const sentence = useSpoken(toSpokenSentence);
  const word = useSpoken(toSpokenWord);
  const mark = useRef<HTMLElement>(null);
  const start = sentence?.start;
  useEffect(() => {
    if (mark.current !== null) reveal(mark.current);
  }, [start]);

  return (
    <div className="editor__text editor__mirror" aria-hidden="true" dir="auto">
      {sentence === null ? text : text.slice(0, sentence.start)}
      {sentence === null ? null : (
        <mark className="editor__mark" ref={mark}>
          <MarkedWord text={text} sentence={sentence} word={word} />
        </mark>
      )}
      {sentence === null ? null : text.slice(sentence.end)}
      {/* A trailing newline has no height of its own in a div, but does in a text area. */}
      {'\u200b'}
    </div>
  );
}

function MarkedWord({
  text,
  sentence,
  word,
}: {
  readonly text: string;
  readonly sentence: TextSlice;
  readonly word: TextSlice | null;
}): ReactNode {
  const { start, end } = sentence;
  if (word === null || word.start < start || word.end > end) return text.slice(start, end);
  return (
    <>
      {text.slice(start, word.start)}
      <span className="editor__word">{text.slice(word.start, word.end)}</span>
      {text.slice(word.end, end)}
    </>
  );
}

/** Uses the range of what is heard, without the space behind it; null once the text was edited. */
function useSpoken(find: (state: TakeState) => TextSlice | null): TextSlice | null {
  const range = useAppState((state) => toRange(state, find));
  if (range === '') return null;
  const [start = 0, end = 0] = range.split(' ').map(Number);
  return { start, end };
}

/** As a string, so that equal ranges are equal. */
function toRange(state: AppState, find: (state: TakeState) => TextSlice | null): string {
  const found = toTake(state.take)?.text === state.text ? find(state.take) : null;
  if (found === null) return '';
  const words = state.text.slice(found.start, found.end);
  const start = found.start + words.length - words.trimStart().length;
  return `${start} ${Math.max(start, found.start + words.trimEnd().length)}`;
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
