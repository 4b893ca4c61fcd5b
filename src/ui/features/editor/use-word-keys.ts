import { type KeyboardEvent, type MouseEvent } from 'react';
import { useActions } from '../../store/app-context.ts';

interface WordKeys {
  readonly onClick: (event: MouseEvent) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** Uses Alt with a click on a word, and Alt with Enter, to ask how the word is said. */
export function useWordKeys(area: { readonly current: HTMLTextAreaElement | null }): WordKeys {
  const { askWord } = useActions();
  const ask = (event: KeyboardEvent | MouseEvent): void => {
    const { current } = area;
    if (current === null) return;
    event.preventDefault();
    askWord({ start: current.selectionStart, end: current.selectionEnd });
  };
  return {
    onClick: (event) => {
      if (event.altKey) ask(event);
    },
    onKeyDown: (event) => {
      const isAsking = event.altKey && event.key === 'Enter' && !event.ctrlKey && !event.metaKey;
      if (isAsking && !event.nativeEvent.isComposing) ask(event);
    },
  };
}
