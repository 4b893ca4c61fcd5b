import { Workbox } from 'workbox-window';
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
  const workbox = createWorkbox(baseUrl);
  const registration = register(workbox);
  const updates = new Updates(scope, workbox);
  controlled.promise.catch(() => undefined);

  const follow = async (): Promise<void> => {
    const { serviceWorker } = navigator;
    if (!location.href.startsWith(baseUrl)) throw new Error(`This page does not lie below ${baseUrl}.`);
    if (serviceWorker.controller !== null) controlled.resolve();
    scope.listen(serviceWorker, 'controllerchange', () => controlled.resolve());
    const registered = await registration;
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
    onUpdate: (handler) => void updates.found.then(handler),
    applyUpdate: () => void updates.apply(registration),
  };
}

/** Knows whether there is a newer version than this page's, whichever tab found it or let it take over. */
class Updates {
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

  /** Reloads the page, which nothing else ever does to it; where the new version still waits, it takes over first. */
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

function createWorkbox(baseUrl: string): Workbox | undefined {
  if (!('serviceWorker' in navigator)) return undefined;
  return new Workbox(`${baseUrl}service-worker.js`, { scope: baseUrl });
}

async function register(workbox: Workbox | undefined): Promise<ServiceWorkerRegistration> {
  if (workbox === undefined) throw new Error('This browser has no service workers here.');
  const registration = await workbox.register({ immediate: true });
  if (registration === undefined) throw new Error('The service worker could not be registered.');
  return registration;
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
