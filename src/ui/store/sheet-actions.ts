import type { InputFormat } from '../../contract/input-format.ts';
import type { AppStore } from './app-store.ts';
import type { SettingsActions } from './settings-actions.ts';
import type { FileProblem } from './sheet-text.ts';

/** What a person can do with the text on the sheet. */
export interface SheetActions {
  /** Notes what was typed. */
  readonly setText: (text: string) => void;
  /** Puts a text in the place of the present one, which can be had back; it is read by the present format if none is given. */
  readonly replaceText: (text: string, inputFormat?: InputFormat) => void;
  /** Brings back what was replaced last, and keeps the present text in its place; does nothing where nothing was replaced. */
  readonly bringBackText: () => void;
  /** Says why a file is not put on the sheet, until the text changes. */
  readonly refuseFile: (problem: FileProblem) => void;
}

/** Creates the actions. */
export function createSheetActions(
  store: AppStore,
  { change }: Pick<SettingsActions, 'change'>,
): SheetActions {
  const setFormat = (inputFormat: InputFormat): void => {
    if (store.getState().settings.inputFormat !== inputFormat) change({ inputFormat });
  };
  return {
    setText: (text) => store.dispatch({ type: 'text-changed', text }),
    replaceText(text, inputFormat = store.getState().settings.inputFormat) {
      store.dispatch({ type: 'text-replaced', text });
      setFormat(inputFormat);
    },
    bringBackText() {
      const last = store.getState().replaced.at(-1);
      if (last === undefined) return;
      store.dispatch({ type: 'text-brought-back' });
      setFormat(last.inputFormat);
    },
    refuseFile: (problem) => store.dispatch({ type: 'file-refused', problem }),
  };
}
