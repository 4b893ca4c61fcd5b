import type { WorkbenchTab } from './state.ts';
import { toVoiceName } from '../../contract/voices.ts';
import type { OpenedTake } from '../../page/server-services.ts';
import { toProblem } from './problem.ts';
import { isAbortError } from '../../std/abort.ts';
import type { PageServices } from '../../page/page-services.ts';
import type { AppStore } from './app-store.ts';
import { createLexiconActions, type LexiconActions } from './lexicon-actions.ts';
import { toReadingSettings } from './reading.ts';
import { createSaveActions, type SaveActions } from './save-actions.ts';
import { createSettingsActions, type SettingsActions } from './settings-actions.ts';
import { createSheetActions, type SheetActions } from './sheet-actions.ts';
import { createTakeActions, type TakeActions } from './take-actions.ts';

/** What a person can do around the workbench that concerns the sheet too. */
interface LibraryActions {
  readonly turnWorkbench: (tab: WorkbenchTab) => void;
  /** Has a recording written down below the sheet. */
  readonly offerSound: (file: File) => void;
  /** Takes up the recording that was offered. */
  readonly takeSound: () => void;
  /** Notes whether there are subtitles that would be lost with the page. */
  readonly noteSubtitles: (isUnsaved: boolean) => void;
  /** Puts a text on the sheet and speaks it from its beginning. Call it in a click or key press. */
  readonly speakText: (text: string) => void;
  /** Puts a kept take's text and settings back on the sheet. */
  readonly reopenTake: (opened: OpenedTake) => void;
}

/** What a person can do with the model. */
interface EngineActions {
  /** Fetches Kokoro if need be and loads it. */
  readonly loadEngine: () => void;
  readonly cancelLoad: () => void;
  /** Notes that nothing of a paused download is kept any more. */
  readonly forgetDownload: () => void;
  /** Frees the model's memory. */
  readonly unloadEngine: () => void;
}

/** Everything that a person can do on the page. */
export interface AppActions
  extends
    EngineActions,
    LexiconActions,
    LibraryActions,
    SaveActions,
    SettingsActions,
    SheetActions,
    TakeActions {}

/** Creates the actions; they alone have effects. */
export function createActions(store: AppStore, services: PageServices): AppActions {
  const settings = createSettingsActions(store, services);
  const sheet = createSheetActions(store, settings);
  const takes = createTakeActions(store, services);
  const actions: AppActions = {
    ...createEngineActions(store, services),
    ...createLexiconActions(store, services),
    ...createLibraryActions(store, { ...settings, ...sheet, ...takes }),
    ...createSaveActions(store, services),
    ...settings,
    ...sheet,
    ...takes,
  };
  return store.getState().isSecure ? actions : { ...actions, ...silent, speakText: actions.replaceText };
}

const nothing = (): void => undefined;

/** What needs sound and the engine does nothing where the browser gives the page none; a notice says why. */
const silent = {
  ...{ play: nothing, playFromHere: nothing, playSelection: nothing, playWith: nothing, toggle: nothing },
  ...{ speakAgain: nothing, openTake: nothing, save: nothing, saveAgain: nothing },
} satisfies Partial<AppActions>;

/** Creates the actions. */
function createEngineActions(store: AppStore, { speech }: PageServices): EngineActions {
  let loading: AbortController | null = null;

  const attempt = async (call: () => Promise<unknown>): Promise<void> => {
    store.dispatch({ type: 'engine-load-started' });
    try {
      await call();
    } catch (error) {
      if (!isAbortError(error)) store.dispatch({ type: 'engine-load-failed', problem: toProblem(error) });
    }
  };

  return {
    loadEngine() {
      loading?.abort();
      const controller = new AbortController();
      loading = controller;
      void attempt(async () => {
        const status = await speech.loadEngine(controller.signal);
        store.dispatch({ type: 'engine-reported', status });
      });
    },
    cancelLoad() {
      loading?.abort();
      loading = null;
      // A load that a request began, not this page, is ended by unloading.
      void attempt(async () => {
        const status = await speech.unloadEngine(new AbortController().signal);
        store.dispatch({ type: 'engine-reported', status });
      });
    },
    forgetDownload: () => store.dispatch({ type: 'download-discarded' }),
    unloadEngine() {
      void attempt(async () => {
        const status = await speech.unloadEngine(new AbortController().signal);
        store.dispatch({ type: 'engine-reported', status });
      });
    },
  };
}

/** Creates the actions. */
function createLibraryActions(
  store: AppStore,
  { replaceText, change, stop, play }: SettingsActions & SheetActions & TakeActions,
): LibraryActions {
  return {
    turnWorkbench: (tab) => store.dispatch({ type: 'workbench-turned', tab }),
    offerSound: (file) => store.dispatch({ type: 'sound-offered', file }),
    takeSound: () => store.dispatch({ type: 'sound-taken' }),
    noteSubtitles: (isUnsaved) => store.dispatch({ type: 'subtitles-changed', isUnsaved }),
    speakText(text) {
      replaceText(text);
      // Or Play would go on with what is paused.
      stop();
      play();
    },
    reopenTake({ info, text }) {
      const { voice, speed, model } = info.request;
      const { castVoices } = store.getState().settings;
      replaceText(text);
      const reading = toReadingSettings({ ...info.request, text }, castVoices);
      change({ voice: toVoiceName(voice), speed, model, ...reading });
    },
  };
}
