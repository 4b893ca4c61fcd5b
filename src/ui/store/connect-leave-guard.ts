import type { Scope } from '../../std/scope.ts';
import type { AppStore } from './app-store.ts';
import type { AppState } from './state.ts';

/**
 * Has the browser ask before `page` is left while something would be lost, for as long as `scope` lives. Nothing listens
 * at other times: browsers keep pages that have no such listener, so that the way back to them is quick.
 */
export function connectLeaveGuard(scope: Scope, store: AppStore, page: EventTarget): void {
  let guard: Scope | null = null;
  const update = (): void => {
    const isNeeded = wouldLose(store.getState());
    if (!isNeeded) guard?.dispose();
    if (!isNeeded || guard?.disposed === false) return;
    guard = scope.child();
    guard.listen(page, 'beforeunload', (event: Event) => event.preventDefault());
  };
  scope.add(store.subscribe(update));
}

/** Texts are kept as drafts, takes in the library; a file that is being made and subtitles are nowhere else. */
function wouldLose({ save, hasUnsavedSubtitles }: AppState): boolean {
  return save.phase === 'working' || hasUnsavedSubtitles;
}
