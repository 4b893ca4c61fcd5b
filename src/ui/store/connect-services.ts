import type { DraftStorage } from '../../page/draft-storage.ts';
import type { PageServices } from '../../page/page-services.ts';
import type { WakeLock } from '../../page/wake-lock.ts';
import { isAbortError } from '../../std/abort.ts';
import type { Scope } from '../../std/scope.ts';
import { sampleTexts } from '../texts/sample-texts.ts';
import type { AppStore } from './app-store.ts';
import { toProblem } from './problem.ts';
import type { AppState } from './state.ts';

/** Feeds what happens outside React into the store for as long as `scope` lives. */
export function connectServices(scope: Scope, store: AppStore, services: PageServices): void {
  const { speech, player } = services;
  scope.add(player.subscribe((event) => store.dispatch({ type: 'player-reported', event })));
  scope.add(speech.onSegment((segment) => store.dispatch({ type: 'segment-made', segment })));
  scope.add(speech.onStatus((status) => store.dispatch({ type: 'engine-reported', status })));

  services.onUpdate(() => store.dispatch({ type: 'update-found' }));
  services.apiReady.then(
    () => store.dispatch({ type: 'api-changed', api: 'ready' }),
    () => store.dispatch({ type: 'api-changed', api: 'unavailable' }),
  );
  speech.engineStatus(scope.signal).then(
    (status) => store.dispatch({ type: 'engine-reported', status }),
    (error: unknown) => {
      if (!isAbortError(error)) store.dispatch({ type: 'engine-load-failed', problem: toProblem(error) });
    },
  );
}

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

/** So much work at most is lost when the page crashes. */
const DELAY_MS = 500;

/** Something that is worked on, and where it is kept. */
interface Work<T> {
  readonly subscribe: (listener: () => void) => () => void;
  /** Returns the same value again for as long as nothing is changed. */
  readonly read: () => T;
  readonly write: (value: T) => void;
}

/** Keeps what is worked on for as long as `scope` lives, from moment to moment and when the page is left. */
export function keepWork<T>(scope: Scope, { subscribe, read, write }: Work<T>): void {
  let kept = read();
  let cancel: (() => void) | null = null;
  const keep = (): void => {
    cancel?.();
    cancel = null;
    const value = read();
    if (value === kept) return;
    kept = value;
    write(value);
  };
  scope.add(
    subscribe(() => {
      if (read() !== kept) cancel ??= scope.timeout(keep, DELAY_MS);
    }),
  );
  scope.listen(window, 'pagehide', keep);
}

/** Keeps the text on the sheet for as long as `scope` lives. */
export function keepDraft(scope: Scope, store: AppStore, draft: DraftStorage): void {
  keepWork(scope, {
    subscribe: store.subscribe,
    read: () => store.getState().text,
    // What came with the page comes again, in the language of the day.
    write: (text) => draft.write(isWelcome(text) ? null : text),
  });
}

function isWelcome(text: string): boolean {
  return Object.values(sampleTexts).some(({ welcome }) => welcome === text);
}
