import type { WakeLock } from '../../page/wake-lock.ts';
import type { Scope } from '../../std/scope.ts';
import type { AppStore } from './app-store.ts';
import type { AppState } from './state.ts';

/** Keeps the screen on while a take is spoken or a file is made, for as long as `scope` lives. */
export function connectWakeLock(scope: Scope, store: AppStore, wakeLock: WakeLock): void {
  let release: (() => void) | null = null;
  const update = (): void => {
    const isNeeded = isWorking(store.getState());
    if (isNeeded) release ??= wakeLock.hold();
    else {
      release?.();
      release = null;
    }
  };
  scope.add(store.subscribe(update));
  scope.add(() => release?.());
}

/** A take that is paused may stay so for hours, so it does not count. */
function isWorking({ take, save }: AppState): boolean {
  return take.phase === 'preparing' || take.phase === 'speaking' || save.phase === 'working';
}
