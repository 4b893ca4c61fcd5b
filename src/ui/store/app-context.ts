import { createContext, useContext, useSyncExternalStore } from 'react';
import type { PageServices } from '../../page/page-services.ts';
import type { AppActions } from './actions.ts';
import type { AppStore } from './app-store.ts';
import type { AppState } from './state.ts';

/** What components get from above: the state and what can be done. */
export interface AppContextValue {
  readonly store: AppStore;
  readonly actions: AppActions;
  readonly services: PageServices;
}

/** Holds the store, the actions and the services for all components; null outside the app. */
export const AppContext = createContext<AppContextValue | null>(null);

/** Uses a part of the state; `select` must give back an equal value while its part is unchanged. */
export function useAppState<T>(select: (state: AppState) => T): T {
  const { store } = useApp();
  return useSyncExternalStore(store.subscribe, () => select(store.getState()));
}

/** Uses the actions, which never change. */
export function useActions(): AppActions {
  return useApp().actions;
}

/** Uses what lies outside React, for features that are loaded when they are opened. */
export function useServices(): PageServices {
  return useApp().services;
}

/** Uses the store itself, for drawing outside React's renders. */
export function useStore(): AppStore {
  return useApp().store;
}

function useApp(): AppContextValue {
  const value = useContext(AppContext);
  if (value === null) throw new Error('Components must be inside AppContext.');
  return value;
}
