import { useLayoutEffect, useRef, type ReactNode } from 'react';
import type { UnspokenPart } from '../../../contract/text-reading.ts';
import { useAppState } from '../../store/app-context.ts';
import type { AppState } from '../../store/state.ts';
import { measure, toLine } from './measure.ts';

interface UnspokenProps {
  readonly text: string;
  /** Holds the text, line by line. */
  readonly mirror: { readonly current: HTMLElement | null };
  /** Of the mirror; another one means other lines. */
  readonly width: number;
}

const none: readonly UnspokenPart[] = [];

/** Gives what is not spoken as it is written, as long as the text is the one that was looked at. */
export function toUnspoken({ text, check }: AppState): readonly UnspokenPart[] {
  return check?.text === text ? check.unspoken : none;
}

/** Underlines what is not spoken as it is written. The note below the text says why. */
export function Unspoken({ text, mirror, width }: UnspokenProps): ReactNode {
  const parts = useAppState(toUnspoken);
  const marks = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const [element, source] = [marks.current, mirror.current];
    if (element === null || source === null) return;
    const lines = parts.flatMap((part) => {
      const drawn = measure(source, part).map(toLine);
      for (const line of drawn) line.dataset['start'] = String(part.start);
      return drawn;
    });
    element.replaceChildren(...lines);
  }, [mirror, parts, text, width]);
  return <div className="editor__mark--unspoken" ref={marks} />;
}
