import { useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { Language } from '../../../contract/language.ts';
import { useActions, useAppState, useStore } from '../../store/app-context.ts';
import { useWords } from '../../store/use-words.ts';
import { useWordKeys } from './use-word-keys.ts';

interface SheetInputProps {
  readonly area: { current: HTMLTextAreaElement | null };
  /** By which lines are broken, as in the mirror. */
  readonly language: Language;
}

/**
 * Where the text is typed. A text that was not typed comes with another text area, which takes over the focus: the
 * browser's own undo knows nothing of such texts, and would mix them with those before.
 */
export function SheetInput(props: SheetInputProps): ReactNode {
  const putCount = useAppState((state) => state.putCount);
  const hadFocus = useRef(false);
  return <TextArea key={putCount} {...props} hadFocus={hadFocus} />;
}

interface TextAreaProps extends SheetInputProps {
  /** Whether the text area before had the focus. */
  readonly hadFocus: { current: boolean };
}

function TextArea({ area, language, hadFocus }: TextAreaProps): ReactNode {
  const { setText } = useActions();
  const { say } = useWords();
  const store = useStore();
  const [first] = useState(() => store.getState().text);
  const wordKeys = useWordKeys(area);
  const undoKey = useUndoKey(first);
  useLayoutEffect(() => {
    const element = area.current;
    if (hadFocus.current) element?.focus({ preventScroll: true });
    return () => {
      hadFocus.current = document.activeElement === element;
    };
  }, [area, hadFocus]);
  return (
    <textarea
      id="text"
      ref={area}
      className="editor__text editor__input"
      // Not its value: to write that again after each key would cut the browser's own undo into letters.
      defaultValue={first}
      onChange={(event) => setText(event.target.value)}
      placeholder={say('editor.placeholder')}
      lang={language}
      onClick={wordKeys.onClick}
      onKeyDown={(event) => {
        wordKeys.onKeyDown(event);
        undoKey(event);
      }}
      aria-describedby="unspoken"
      dir="auto"
      spellCheck={false}
      autoComplete="off"
    />
  );
}

/** Uses the key for undo to bring a replaced text back, once all that was typed since is undone. */
function useUndoKey(first: string): (event: KeyboardEvent) => void {
  const { bringBackText } = useActions();
  const store = useStore();
  return (event) => {
    const isUndo = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!isUndo || event.key.toLowerCase() !== 'z' || event.repeat) return;
    const { text, replaced } = store.getState();
    if (text !== first || replaced.length === 0) return;
    event.preventDefault();
    bringBackText();
  };
}
