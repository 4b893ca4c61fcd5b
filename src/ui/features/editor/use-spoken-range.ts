import { useMemo } from 'react';
import type { TextSlice } from '../../../text/sentences/slice.ts';
import { useAppState } from '../../store/app-context.ts';
import type { AppState } from '../../store/state.ts';
import { toTake, type TakeState } from '../../store/take.ts';

/** Uses the range of what is heard, without the space around it; null once the text was edited. */
export function useSpokenRange(find: (state: TakeState) => TextSlice | null): TextSlice | null {
  // As a string, so that equal ranges are equal.
  const range = useAppState((state) => toRange(state, find));
  return useMemo(() => {
    if (range === '') return null;
    const [start = 0, end = 0] = range.split(' ').map(Number);
    return { start, end };
  }, [range]);
}

function toRange(state: AppState, find: (state: TakeState) => TextSlice | null): string {
  const found = toTake(state.take)?.text === state.text ? find(state.take) : null;
  if (found === null) return '';
  const words = state.text.slice(found.start, found.end);
  const start = found.start + words.length - words.trimStart().length;
  return `${start} ${Math.max(start, found.start + words.trimEnd().length)}`;
}
