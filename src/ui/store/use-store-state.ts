import { useSyncExternalStore } from 'react';
import type { Store } from './store.ts';

/** Uses all of the state of a feature's own store. */
export function useStoreState<State>({
  getState,
  subscribe,
}: Pick<Store<State, never>, 'getState' | 'subscribe'>): State {
  return useSyncExternalStore(subscribe, getState);
}
