import type { SheetEvent } from './event.ts';
import type { SheetText } from './sheet-text.ts';
import type { AppState } from './state.ts';

/** The part of the state that is about the sheet. */
type Sheet = Pick<AppState, 'askedWord' | 'fileProblem' | 'putCount' | 'replaced' | 'selection' | 'text'>;

/** As many texts as can be brought back; the oldest make room. */
const MAX_REPLACED = 10;

/** Computes the state after an event of the sheet. */
export function reduceSheet(state: AppState, event: SheetEvent): AppState {
  switch (event.type) {
    case 'text-changed':
      return { ...state, text: event.text, askedWord: null, fileProblem: null };
    case 'text-replaced':
      return putText(state, event.text);
    case 'text-brought-back':
      return bringBackText(state);
    case 'file-refused':
      return { ...state, fileProblem: event.problem };
    case 'selection-changed':
      return { ...state, selection: event.selection };
    case 'word-asked':
      return { ...state, askedWord: event.word };
  }
}

/** Puts another text in the place of the present one, which can be had back. */
function putText(state: AppState, text: string): AppState {
  if (text === state.text) return state.fileProblem === null ? state : { ...state, fileProblem: null };
  const replaced = [...state.replaced, ...toWorthKeeping(state)].slice(-MAX_REPLACED);
  return { ...state, ...toSheet(state, text), replaced };
}

/**
 * Brings back what was replaced last. The present text comes back when all others were shown, so nothing that was typed
 * since is lost.
 */
function bringBackText(state: AppState): AppState {
  const last = state.replaced.at(-1);
  if (last === undefined) return state;
  const replaced = [...toWorthKeeping(state), ...state.replaced.slice(0, -1)];
  return { ...state, ...toSheet(state, last.text), replaced };
}

function toWorthKeeping({ text, settings }: AppState): SheetText[] {
  return text.trim() === '' ? [] : [{ text, inputFormat: settings.inputFormat }];
}

function toSheet({ putCount }: AppState, text: string): Omit<Sheet, 'replaced'> {
  return {
    text,
    askedWord: null,
    fileProblem: null,
    selection: { start: 0, end: 0 },
    putCount: putCount + 1,
  };
}
