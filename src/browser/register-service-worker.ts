import { createDeferred } from '../std/deferred.ts';
import type { Scope } from '../std/scope.ts';
import type { PageToServiceWorker, ServiceWorkerToPage } from '../wire/service-worker.protocol.ts';
import { isSotto, registerSotto, untilActive, untilSottoActive } from './sotto-worker.ts';

/** This page's tie to the service worker. */
export interface ServiceWorkerLink {
  /** Resolves when the page's fetches go through the service worker; rejects where they never will. */
  readonly controlled: Promise<void>;
  /** Sends a message, as soon as there is a service worker that runs. */
  post(message: PageToServiceWorker, transfer?: Transferable[]): void;
  onMessage(handler: (message: ServiceWorkerToPage) => void): void;
  /** Calls `handler` when a new version of the app waits; `applyUpdate` reloads the page with it. */
  onUpdate(handler: () => void): void;
  applyUpdate(): void;
}

/** Registers the service worker at `baseUrl`, which serves everything below it and replaces no other. */
export function registerServiceWorker(scope: Scope, baseUrl: string): ServiceWorkerLink {
  const controlled = createDeferred();
  const registration = registerSotto(scope, baseUrl);
  const update = createDeferred();
  controlled.promise.catch(() => undefined);

  const follow = async (): Promise<void> => {
    const { serviceWorker } = navigator;
    if (!location.href.startsWith(baseUrl)) throw new Error(`This page does not lie below ${baseUrl}.`);
    // The site may have a service worker of its own, for this page as for others.
    const check = async (): Promise<void> => {
      const { controller } = serviceWorker;
      if (controller !== null && (await isSotto(scope, controller))) controlled.resolve();
    };
    scope.listen(serviceWorker, 'controllerchange', () => void check());
    void check();
    const registered = await registration;
    watchUpdates(scope, registered, () => update.resolve());
    const active = await untilSottoActive(scope, registered);
    // After a hard reload the browser keeps the page uncontrolled until it is claimed.
    if (serviceWorker.controller?.scriptURL !== active.scriptURL) active.postMessage({ type: 'claim' });
  };
  follow().catch(controlled.reject);

  return {
    controlled: controlled.promise,
    post(message, transfer = []) {
      void registration
        .then((registered) => untilActive(scope, registered))
        .then((active) => active.postMessage(message, transfer))
        .catch(() => undefined);
    },
    onMessage(handler) {
      if (!('serviceWorker' in navigator)) return;
      scope.listen(navigator.serviceWorker, 'message', (event: MessageEvent<ServiceWorkerToPage>) =>
        handler(event.data),
      );
      navigator.serviceWorker.startMessages();
    },
    onUpdate: (handler) => void update.promise.then(handler),
    applyUpdate() {
      scope.listen(navigator.serviceWorker, 'controllerchange', () => location.reload());
      void registration.then(({ waiting }) => waiting?.postMessage({ type: 'skip-waiting' }));
    },
  };
}

function watchUpdates(scope: Scope, registration: ServiceWorkerRegistration, tell: () => void): void {
  // The first version of all is no update.
  const isUpdate = (): boolean => registration.waiting !== null && registration.active !== null;
  if (isUpdate()) tell();
  scope.listen(registration, 'updatefound', () => {
    const { installing } = registration;
    if (installing === null) return;
    scope.listen(installing, 'statechange', () => {
      if (installing.state === 'installed' && isUpdate()) tell();
    });
  });
}
