import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { useAppState } from '../../store/app-context.ts';
import { toTurns } from '../../store/cast.ts';
import { toCastColor } from './cast-color.ts';
import { measure } from './measure.ts';

interface CastMarginProps {
  readonly text: string;
  readonly mirror: { readonly current: HTMLElement | null };
  /** Of the mirror; another one means other lines. */
  readonly width: number;
}

/** More turns than these get no bars: to measure them would delay the typing. */
const MAX_TURNS = 400;

/** Draws a bar in the margin beside what each of the cast says, in a colour of theirs. */
export function CastMargin({ text, mirror, width }: CastMarginProps): ReactNode {
  const turns = useAppState(toTurns);
  const bars = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const [element, source] = [bars.current, mirror.current];
    if (element === null || source === null) return;
    const names = [...new Set(turns.map(({ name }) => name))];
    const drawn = turns.slice(0, MAX_TURNS).flatMap(({ name, start, end }) => {
      const boxes = measure(source, { start, end: start + text.slice(start, end).trimEnd().length });
      const [first, last] = [boxes[0], boxes.at(-1)];
      if (first === undefined || last === undefined) return [];
      const bar = document.createElement('span');
      bar.className = 'cast-bar';
      bar.style.top = `${first.top}px`;
      bar.style.height = `${last.top + last.height - first.top}px`;
      bar.style.setProperty('--cast', toCastColor(names.indexOf(name)));
      return [bar];
    });
    // The bars stand where the lines of the text begin, whatever the direction of the page.
    element.style.direction = getComputedStyle(source).direction;
    element.replaceChildren(...drawn);
  }, [mirror, turns, text, width]);
  return <div className="editor__cast" ref={bars} />;
}
