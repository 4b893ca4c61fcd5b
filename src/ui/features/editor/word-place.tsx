import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { Scope } from '../../../std/scope.ts';
import { useActions, useAppState } from '../../store/app-context.ts';
import { LazyPanel } from '../workbench/lazy-panel.tsx';
import { measure } from './measure.ts';

const loadPopover = async (): Promise<{ default: () => ReactNode }> => ({
  default: (await import('../lexicon/word-popover.tsx')).WordPopover,
});

/** Lies below the word of the text whose pronunciation is asked for; what it shows is loaded on first use. */
export function WordPlace({ area }: { readonly area: { readonly current: HTMLElement | null } }): ReactNode {
  const { closeWord } = useActions();
  const word = useAppState((state) => state.askedWord);
  const place = useRef<HTMLDivElement>(null);
  const isOpen = word !== null;
  useLayoutEffect(() => {
    if (word !== null && place.current !== null) moveBelow(place.current, word);
  }, [word]);
  useLayoutEffect(() => {
    const element = place.current;
    if (!isOpen || element === null) return undefined;
    const scope = new Scope();
    const text = area.current;
    const close = (): void => {
      closeWord();
      text?.focus();
    };
    // On the document: a button that goes away takes the focus with it.
    scope.listen(document, 'keydown', (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      close();
    });
    scope.listen(document, 'pointerdown', ({ target }: PointerEvent) => {
      if (target instanceof Node && !element.contains(target)) closeWord();
    });
    // The keys that move the focus may lead out of it, too.
    scope.listen(document, 'focusin', ({ target }: FocusEvent) => {
      if (target instanceof Node && !element.contains(target)) closeWord();
    });
    element.focus({ preventScroll: true });
    return () => scope.dispose();
  }, [isOpen, closeWord, area]);
  if (word === null) return null;
  return (
    <div
      className="word-place"
      id="word-place"
      ref={place}
      role="dialog"
      aria-labelledby="word-title"
      tabIndex={-1}
      key={`${word.start} ${word.end}`}
    >
      <LazyPanel load={loadPopover} />
    </div>
  );
}

/** Puts an element below a word, within the editor. */
function moveBelow(element: HTMLElement, word: { readonly start: number; readonly end: number }): void {
  const editor = element.parentElement;
  const mirror = editor?.querySelector<HTMLElement>('.editor__mirror');
  if (editor === null || mirror === null || mirror === undefined) return;
  const [box] = measure(mirror, word);
  const [bounds, corner] = [editor.getBoundingClientRect(), mirror.getBoundingClientRect()];
  const scroller = mirror.closest('.editor__scroller')?.getBoundingClientRect() ?? bounds;
  const bottom = box === undefined ? scroller.bottom : corner.top + box.top + box.height;
  // Never past what is seen of the text.
  const top = Math.min(bottom, scroller.bottom - 8) - bounds.top + 6;
  const left = box === undefined ? 0 : corner.left + box.left - bounds.left;
  const room = Math.max(0, bounds.width - element.offsetWidth - 8);
  Object.assign(element.style, { top: `${top}px`, left: `${Math.min(Math.max(8, left - 12), room)}px` });
}
