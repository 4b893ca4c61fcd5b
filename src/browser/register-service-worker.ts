import { createDeferred } from '../std/deferred.ts';
import type { Scope } from '../std/scope.ts';
import type { PageToServiceWorker, ServiceWorkerToPage } from '../wire/service-worker.protocol.ts';

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

/** Registers the service worker at `baseUrl`, which serves everything below it. */
export function registerServiceWorker(scope: Scope, baseUrl: string): ServiceWorkerLink {
  const controlled = createDeferred();
  const registration = register(baseUrl);
  const update = createDeferred();
  controlled.promise.catch(() => undefined);

  const follow = async (): Promise<void> => {
    const { serviceWorker } = navigator;
    if (!location.href.startsWith(baseUrl)) throw new Error(`This page does not lie below ${baseUrl}.`);
    if (serviceWorker.controller !== null) controlled.resolve();
    scope.listen(serviceWorker, 'controllerchange', () => controlled.resolve());
    const registered = await registration;
    watchUpdates(scope, registered, () => update.resolve());
    await untilActive(scope, registered);
    // After a hard reload the browser keeps the page uncontrolled until it is claimed.
    if (serviceWorker.controller === null) registered.active?.postMessage({ type: 'claim' });
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

async function register(baseUrl: string): Promise<ServiceWorkerRegistration> {
  if (!('serviceWorker' in navigator)) throw new Error('This browser has no service workers here.');
  return navigator.serviceWorker.register(`${baseUrl}service-worker.js`, { scope: baseUrl });
}

function untilActive(scope: Scope, registration: ServiceWorkerRegistration): Promise<ServiceWorker> {
  const { active, installing, waiting } = registration;
  if (active !== null) return Promise.resolve(active);
  return new Promise((resolve, reject) => {
    const worker = installing ?? waiting;
    if (worker === null) {
      reject(new Error('The service worker could not be installed.'));
      return;
    }
    scope.listen(worker, 'statechange', () => {
      if (registration.active !== null) resolve(registration.active);
      else if (worker.state === 'redundant') reject(new Error('The service worker could not be installed.'));
    });
  });
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
