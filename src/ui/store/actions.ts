import type { PageServices } from '../../page/page-services.ts';
import type { AppStore } from './app-store.ts';
import { createEngineActions, type EngineActions } from './engine-actions.ts';
import { createLibraryActions, type LibraryActions } from './library-actions.ts';
import { createSaveActions, type SaveActions } from './save-actions.ts';
import { createSettingsActions, type SettingsActions } from './settings-actions.ts';
import { createTakeActions, type TakeActions } from './take-actions.ts';

/** Everything that a person can do on the page. */
export interface AppActions
  extends EngineActions, LibraryActions, SaveActions, SettingsActions, TakeActions {}

/** Creates the actions; they alone have effects. */
export function createActions(store: AppStore, services: PageServices): AppActions {
  return {
    ...createEngineActions(store, services),
    ...createLibraryActions(store, services),
    ...createSaveActions(store, services),
    ...createSettingsActions(store, services),
    ...createTakeActions(store, services),
  };
}
