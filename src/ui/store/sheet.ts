import type { InputFormat } from '../../contract/input-format.ts';
import type { AppState } from './state.ts';

/** A text on the sheet, and the setting under which it is read rightly. */
export interface SheetText {
  readonly text: string;
  readonly inputFormat: InputFormat;
}

/** Why a file could not be put on the sheet. */
export interface FileProblem {
  readonly reason: 'too-long' | 'not-text' | 'empty' | 'unsupported' | 'unreadable';
  readonly name: string;
  /** What kind of file it is, such as `PDF`, where that kind is not supported. */
  readonly kind: string;
}

/** The part of the state that is about the sheet. */
type Sheet = Pick<AppState, 'askedWord' | 'fileProblem' | 'putCount' | 'replaced' | 'selection' | 'text'>;

/** As many texts as can be brought back; the oldest make room. */
const MAX_REPLACED = 10;

/** Notes what was typed. */
export function typeText(state: AppState, text: string): AppState {
  return { ...state, text, askedWord: null, fileProblem: null };
}

/** Puts another text in the place of the present one, which can be had back. */
export function putText(state: AppState, text: string): AppState {
  if (text === state.text) return state.fileProblem === null ? state : { ...state, fileProblem: null };
  const replaced = [...state.replaced, ...toWorthKeeping(state)].slice(-MAX_REPLACED);
  return { ...state, ...toSheet(state, text), replaced };
}

/**
 * Brings back what was replaced last. The present text comes back when all others were shown, so nothing that was typed
 * since is lost.
 */
export function bringBackText(state: AppState): AppState {
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
