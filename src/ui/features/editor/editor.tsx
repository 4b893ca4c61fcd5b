import type { TakeState } from '../../store/take.ts';
import { isTextChanged } from '../../store/selectors.ts';
import type { TextSlice } from '../../../text/sentences/slice.ts';
import { Mark } from './mark.tsx';
import { toSpokenRange, toSpokenSentence, toSpokenWord } from '../../store/timeline.ts';
import type { Language } from '../../../contract/language.ts';
import { Scope } from '../../../std/scope.ts';
import { type ReactNode, useEffect, useRef, useState, useMemo } from 'react';
import { useActions, useAppState } from '../../store/app-context.ts';
import { toMixLanguage } from '../../store/voice-language.ts';
import { useWords } from '../../store/use-words.ts';
import { EditorTools } from './editor-tools.tsx';
import { MirroredText } from './mirrored-text.tsx';
import { SheetInput } from './sheet-input.tsx';
import { useTextSource } from './use-text-source.ts';
import { CastMargin } from './cast-margin.tsx';
import { CastStrip } from './cast-strip.tsx';
import { Unspoken } from './unspoken.tsx';
import { UnspokenNote } from './unspoken-note.tsx';
import { WordPlace } from './word-place.tsx';
import './editor.css';

interface ManuscriptProps {
  readonly text: string;
  /** By which lines are broken, as in the text area. */
  readonly language: Language;
}

/** The text to speak, with what is heard marked in it; files can be dropped anywhere on the page. */
export function Editor(): ReactNode {
  const { say } = useWords();
  const text = useAppState((state) => state.text);
  const language = useAppState((state) => toMixLanguage(state.settings.voice));
  const source = useTextSource();
  const area = useRef<HTMLTextAreaElement>(null);
  useSelection(area);
  return (
    <div className={source.isOver ? 'editor editor--over' : 'editor'}>
      <label className="visually-hidden" htmlFor="text">
        {say('editor.label')}
      </label>
      <div className="editor__scroller">
        <div className="editor__page">
          <Manuscript text={text} language={language} />
          <SheetInput area={area} language={language} />
        </div>
      </div>
      <WordPlace area={area} />
      <CastStrip />
      <UnspokenNote area={area} />
      <EditorTools source={source} area={area} />
    </div>
  );
}

/**
 * Lies under the text area with the same text in the same type, so that marks can be laid where the sentence and the
 * word are that are heard; and gives the text area its height. The text itself is not changed while it is spoken: a new
 * layout of a long text for each word would take longer than a frame.
 */
function Manuscript({ text, language }: ManuscriptProps): ReactNode {
  const mirror = useRef<HTMLDivElement>(null);
  const sentence = useSpokenRange(toSpokenSentence);
  const word = useSpokenRange(toSpokenWord);
  const width = useWidth(mirror);
  // Who edits the text looks at another place than the one that is heard.
  const isFollowed = !useAppState(isTextChanged);
  const page = { text, mirror, width };
  return (
    <>
      <div className="editor__text editor__mirror" ref={mirror} aria-hidden="true" lang={language} dir="auto">
        <MirroredText text={text} />
      </div>
      <div className="editor__marks" aria-hidden="true">
        <Mark kind="sentence" range={sentence} isFollowed={isFollowed} {...page} />
        <Mark kind="word" range={word} isFollowed={false} {...page} />
        <Unspoken {...page} />
        <CastMargin {...page} />
      </div>
    </>
  );
}

/** Keeps the page informed of what is selected in the text area, or where the cursor is. */
function useSelection(target: { readonly current: HTMLTextAreaElement | null }): void {
  const { select } = useActions();
  useEffect(() => {
    const scope = new Scope();
    // React's onSelect misses this event where the browser sends it to the text area rather than to the document.
    scope.listen(document, 'selectionchange', () => {
      const area = target.current;
      if (area === null || document.activeElement !== area) return;
      select({ start: area.selectionStart, end: area.selectionEnd });
    });
    return () => scope.dispose();
  }, [select, target]);
}

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

/** Uses the range of what is heard. */
function useSpokenRange(find: (state: TakeState) => TextSlice | null): TextSlice | null {
  // As a string, so that equal ranges are equal.
  const range = useAppState((state) => {
    const found = toSpokenRange(state, find);
    return found === null ? '' : `${found.start} ${found.end}`;
  });
  return useMemo(() => {
    if (range === '') return null;
    const [start = 0, end = 0] = range.split(' ').map(Number);
    return { start, end };
  }, [range]);
}
