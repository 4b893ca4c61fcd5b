import type { Workbox } from 'workbox-window';
import { createDeferred } from '../std/deferred.ts';
import type { Scope } from '../std/scope.ts';

/** Notices a newer version than this page's, even if another tab found or activated it. */
export class ServiceWorkerUpdates {
  readonly found: Promise<void>;
  readonly #workbox: Workbox | undefined;
  readonly #replaced = createDeferred();
  #isReplaced = false;

  constructor(scope: Scope, workbox: Workbox | undefined) {
    this.#workbox = workbox;
    const found = createDeferred();
    this.found = found.promise;
    if (workbox === undefined) return;
    // It types its listeners more narrowly than an `EventTarget`, and works like one.
    scope.listen(workbox as unknown as EventTarget, 'waiting', () => found.resolve());
    const { serviceWorker } = navigator;
    let wasControlled = serviceWorker.controller !== null;
    scope.listen(serviceWorker, 'controllerchange', () => {
      // The first service worker of all is no update.
      this.#isReplaced = wasControlled;
      wasControlled = true;
      if (!this.#isReplaced) return;
      found.resolve();
      this.#replaced.resolve();
    });
  }

  /** Activates the new version if it still waits, then reloads the page. Nothing else reloads it. */
  async apply(registration: Promise<ServiceWorkerRegistration>): Promise<void> {
    const waiting = await registration.then(
      (registered) => registered.waiting,
      () => null,
    );
    if (waiting !== null && !this.#isReplaced) {
      this.#workbox?.messageSkipWaiting();
      await this.#replaced.promise;
    }
    location.reload();
  }
}
