import type { PageServices } from '../../page/page-services.ts';
import type { OpenedTake } from '../../page/library-service.ts';
import { toVoiceName } from '../../contract/voices.ts';
import type { AppStore } from './app-store.ts';
import { createSettingsActions } from './settings-actions.ts';
import type { WorkbenchTab } from './state.ts';

/** What a person can do around the workbench that concerns the sheet too. */
export interface LibraryActions {
  readonly turnWorkbench: (tab: WorkbenchTab) => void;
  /** Puts a kept take's text and settings back on the sheet. */
  readonly reopenTake: (opened: OpenedTake) => void;
}

/** Creates the actions. */
export function createLibraryActions(store: AppStore, services: PageServices): LibraryActions {
  const { setText, change } = createSettingsActions(store, services);
  return {
    turnWorkbench: (tab) => store.dispatch({ type: 'workbench-turned', tab }),
    reopenTake({ info, text }) {
      const { voice, speed, model } = info.request;
      setText(text);
      change({ voice: toVoiceName(voice), speed, model });
    },
  };
}
