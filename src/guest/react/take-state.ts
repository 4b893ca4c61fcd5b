import { isAbortError } from '../../std/abort.ts';
import type { StreamedWord } from '../../page/stream/speak-chunk.ts';

/** How far a take has come. */
export interface TakeState {
  readonly status: 'idle' | 'playing' | 'paused' | 'failed';
  /** The word that is heard: its place in the text. */
  readonly word: StreamedWord | null;
  readonly error: Error | null;
}

/** Before a take is played, and after it was stopped. */
export const idle: TakeState = { status: 'idle', word: null, error: null };
/** A take that was just asked for. */
export const begun: TakeState = { status: 'playing', word: null, error: null };

/** Shows the word that is heard. Reports of the last ones come after a pause, which stays. */
export function reachWord(state: TakeState, word: StreamedWord): TakeState {
  return { ...state, word };
}

/** Pauses or goes on, where there is something to pause. */
export function move(state: TakeState, to: 'playing' | 'paused'): TakeState {
  const isOpen = state.status === 'playing' || state.status === 'paused';
  return isOpen ? { ...state, status: to } : state;
}

/** Ends with what a take was rejected with. */
export function fail(failure: unknown): TakeState {
  if (isAbortError(failure)) return idle;
  return {
    status: 'failed',
    word: null,
    error: failure instanceof Error ? failure : new Error(String(failure)),
  };
}
