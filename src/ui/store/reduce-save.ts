import type { SaveEvent } from './event.ts';
import type { SaveState } from './state.ts';

/** Computes the making of a file after an event. */
export function reduceSave(state: SaveState, event: SaveEvent): SaveState {
  switch (event.type) {
    case 'save-started':
      return { phase: 'working', take: event.take, textLength: event.textLength, fraction: 0 };
    case 'segment-made':
      return state.phase === 'working' && state.take === event.segment.take
        ? { ...state, fraction: Math.min(1, event.segment.end / Math.max(1, state.textLength)) }
        : state;
    case 'save-finished':
      return { phase: 'saved', fileName: event.fileName };
    case 'save-failed':
      return { phase: 'failed', problem: event.problem };
    case 'save-cancelled':
      return { phase: 'idle' };
    case 'save-dismissed':
    case 'take-ordered':
      return state.phase === 'working' || state.phase === 'idle' ? state : { phase: 'idle' };
  }
}
