import type { AppEvent } from './event.ts';
import { reduce } from './reduce.ts';
import { createInitialState, type AppState, type InitialFacts } from './state.ts';
import { createStore, type Store } from './store.ts';

/** The one store of the interface. */
export type AppStore = Store<AppState, AppEvent>;

/** Creates the store of a page that was just opened. */
export function createAppStore(facts: InitialFacts): AppStore {
  return createStore(createInitialState(facts), reduce);
}
