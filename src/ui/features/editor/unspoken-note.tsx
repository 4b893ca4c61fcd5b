import { useEffect, useState, type ReactNode } from 'react';
import type { UnspokenPart } from '../../../contract/text-reading.ts';
import { Scope } from '../../../std/scope.ts';
import { useAppState, useStore } from '../../store/app-context.ts';
import { useWords } from '../../store/use-words.ts';
import type { Words } from '../../words/words.ts';
import { toUnspoken } from './unspoken.tsx';

interface UnspokenNoteProps {
  readonly area: { readonly current: HTMLTextAreaElement | null };
}

/** As much of a part as the note shows. */
const EXCERPT = 40;

/** Says how many places are not spoken as they are written, and why of the one at the cursor or under the pointer. */
export function UnspokenNote({ area }: UnspokenNoteProps): ReactNode {
  const words = useWords();
  const { say } = words;
  const text = useAppState((state) => state.text);
  const parts = useAppState(toUnspoken);
  const cursor = useAppState((state) => state.selection.start);
  const pointed = usePointed(area);
  const atCursor = parts.find(({ start, end }) => start <= cursor && cursor <= end) ?? null;
  const shown = parts.find((part) => part === pointed) ?? atCursor;
  const showNext = (): void => {
    const next = parts.find(({ start }) => start > cursor) ?? parts[0];
    const { current } = area;
    if (next === undefined || current === null) return;
    current.focus();
    current.setSelectionRange(next.start, next.end);
  };
  return (
    <div className="editor__unspoken" data-empty={parts.length === 0 || undefined}>
      <p id="unspoken" role="status">
        {parts.length === 0
          ? ''
          : shown === null
            ? say('unspoken.count', { count: parts.length })
            : toReason(shown, text, words)}
      </p>
      {parts.length === 0 ? null : (
        <button className="editor__tool" type="button" onClick={showNext}>
          {say('unspoken.next')}
        </button>
      )}
    </div>
  );
}

function toReason(part: UnspokenPart, text: string, { say, scriptName }: Words): string {
  const written = text.slice(part.start, part.end);
  const excerpt = written.length > EXCERPT ? `${written.slice(0, EXCERPT)}…` : written;
  switch (part.kind) {
    case 'script':
      return say('unspoken.script', { text: excerpt, script: scriptName(part.detail) });
    case 'tag':
      return say('unspoken.tag', { text: excerpt });
    case 'phonemes':
      return say('unspoken.phonemes', { text: excerpt, phonemes: part.detail });
  }
}

/** Uses the part whose underline is under the pointer: the text area lies over the underlines. */
function usePointed(area: UnspokenNoteProps['area']): UnspokenPart | null {
  const store = useStore();
  const [pointed, setPointed] = useState<UnspokenPart | null>(null);
  useEffect(() => {
    // The text area gives way to another one; what it lies in stays.
    const element = area.current?.parentElement ?? null;
    if (element === null) return undefined;
    const scope = new Scope();
    scope.listen(element, 'pointermove', ({ clientX, clientY }: PointerEvent) => {
      const parts = toUnspoken(store.getState());
      setPointed(parts.length === 0 ? null : findPointed(element, parts, [clientX, clientY]));
    });
    scope.listen(element, 'pointerleave', () => setPointed(null));
    return () => scope.dispose();
  }, [area, store]);
  return pointed;
}

function findPointed(
  page: HTMLElement,
  parts: readonly UnspokenPart[],
  [x, y]: readonly [number, number],
): UnspokenPart | null {
  const lines = page.querySelectorAll<HTMLElement>('.editor__mark--unspoken > *');
  for (const line of lines) {
    const { left, right, top, bottom } = line.getBoundingClientRect();
    if (x < left || x > right || y < top || y > bottom) continue;
    return parts.find(({ start }) => String(start) === line.dataset['start']) ?? null;
  }
  return null;
}
