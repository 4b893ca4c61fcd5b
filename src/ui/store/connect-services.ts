import type { PageServices } from '../../page/page-services.ts';
import { isAbortError } from '../../std/abort.ts';
import type { Scope } from '../../std/scope.ts';
import type { AppStore } from './app-store.ts';
import { toProblem } from './problem.ts';

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
