import { Scope } from '../../../std/scope.ts';
import { memo, useEffect, useRef, useState, type ReactNode } from 'react';
import type { Language } from '../../../contract/language.ts';
import { toSpokenSentence, toSpokenWord } from '../../store/timeline.ts';
import { Mark } from './mark.tsx';
import { useSpokenRange } from './use-spoken-range.ts';

interface ManuscriptProps {
  readonly text: string;
  /** By which lines are broken, as in the text area. */
  readonly language: Language;
}

/**
 * Lies under the text area with the same text in the same type, so that marks can be laid where the sentence and the
 * word are that are heard; and gives the text area its height. The text itself is left alone while it is spoken: laying
 * out a long one anew for each word would take longer than a frame.
 */
export function Manuscript({ text, language }: ManuscriptProps): ReactNode {
  const mirror = useRef<HTMLDivElement>(null);
  const sentence = useSpokenRange(toSpokenSentence);
  const word = useSpokenRange(toSpokenWord);
  const width = useWidth(mirror);
  return (
    <>
      <div className="editor__text editor__mirror" ref={mirror} aria-hidden="true" lang={language} dir="auto">
        <MirroredText text={text} />
      </div>
      <div className="editor__marks" aria-hidden="true">
        <Mark kind="sentence" range={sentence} text={text} mirror={mirror} width={width} />
        <Mark kind="word" range={word} text={text} mirror={mirror} width={width} />
      </div>
    </>
  );
}

const MirroredText = memo(function MirroredText({ text }: { readonly text: string }): ReactNode {
  return (
    <>
      {text}
      {/* A trailing newline has no height of its own in a div, but does in a text area. */}
      {'\u200b'}
    </>
  );
});

/** Uses the width of an element, by which its lines break. */
function useWidth(target: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = target.current;
    if (element === null) return undefined;
    const scope = new Scope();
    scope.observer(new ResizeObserver(() => setWidth(element.clientWidth))).observe(element);
    return () => scope.dispose();
  }, [target]);
  return width;
}
