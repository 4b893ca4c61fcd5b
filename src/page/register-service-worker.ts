import { Workbox } from 'workbox-window';
import { createDeferred } from '../std/deferred.ts';
import type { Scope } from '../std/scope.ts';
import {
  address,
  type PageToServiceWorker,
  type ServiceWorkerToPage,
} from '../wire/service-worker.protocol.ts';
import { type FilePlaces, ownFiles } from './own-files.ts';
import { checkWorkerVersion, findSitesOwn, isSotto, untilActive, untilSottoActive } from './sotto-worker.ts';
import type { SpeechOptions } from './speech-options.ts';
import { toTrustedAddress } from './trusted-address.ts';

/** This page's connection to the service worker. */
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

/**
 * Registers the service worker, which serves everything below `places.scopeUrl` and replaces no other. Uses `sitesOwn`, the
 * site's own one with Sotto in it, where that is given.
 */
export function registerServiceWorker(
  scope: Scope,
  places: FilePlaces,
  sitesOwn?: SpeechOptions['registration'],
): ServiceWorkerLink {
  const controlled = createDeferred();
  const workbox = sitesOwn === undefined ? createWorkbox(places) : undefined;
  const registration = sitesOwn === undefined ? register(scope, places, workbox) : Promise.resolve(sitesOwn);
  const updates = new ServiceWorkerUpdates(scope, workbox);
  // Those who wait get the failure.
  for (const promise of [controlled.promise, registration]) promise.catch(() => undefined);

  const follow = async (): Promise<void> => {
    const serviceWorker = findServiceWorkers();
    const { scopeUrl } = places;
    if (serviceWorker === undefined) throw new NoServiceWorkersError();
    if (!location.href.startsWith(scopeUrl)) throw new Error(`This page does not lie below ${scopeUrl}.`);
    // The site may have a service worker of its own, for this page as for others.
    const check = async (): Promise<void> => {
      const { controller } = serviceWorker;
      if (controller !== null && (await isSotto(scope, controller))) controlled.resolve();
    };
    scope.listen(serviceWorker, 'controllerchange', () => void check());
    void check();
    const registered = await registration;
    const active = await untilSottoActive(scope, registered);
    if (ownFiles.isGuest) void checkWorkerVersion(scope, registered);
    // After a hard reload the browser keeps the page uncontrolled until it is claimed.
    if (serviceWorker.controller?.scriptURL !== active.scriptURL)
      active.postMessage(address({ type: 'claim' }));
  };
  follow().catch(controlled.reject);

  return {
    controlled: controlled.promise,
    post(message, transfer = []) {
      void registration
        .then((registered) => untilActive(scope, registered))
        .then((active) => active.postMessage(address(message), transfer))
        .catch(() => undefined);
    },
    onMessage(handler) {
      const serviceWorker = findServiceWorkers();
      if (serviceWorker === undefined) return;
      scope.listen(serviceWorker, 'message', (event: MessageEvent<ServiceWorkerToPage>) =>
        handler(event.data),
      );
      serviceWorker.startMessages();
    },
    onUpdate: (handler) => void updates.found.then(handler),
    applyUpdate: () => void updates.apply(registration),
  };
}

/** The browser's service workers; undefined where this page gets none. In sandboxed frames even the question throws. */
function findServiceWorkers(): ServiceWorkerContainer | undefined {
  try {
    return 'serviceWorker' in navigator ? navigator.serviceWorker : undefined;
  } catch {
    return undefined;
  }
}

/** Says that this page can have no service worker, of whichever site. */
class NoServiceWorkersError extends Error {
  override readonly name = 'NoServiceWorkersError';

  constructor() {
    const why = globalThis.isSecureContext ? '' : ': they need https, or localhost';
    super(`This page can have no service worker${why}. startSpeech().fetch works without one.`);
  }
}

function createWorkbox({ serviceWorkerUrl, scopeUrl }: FilePlaces): Workbox | undefined {
  if (findServiceWorkers() === undefined) return undefined;
  return new Workbox(toTrustedAddress(serviceWorkerUrl), { scope: scopeUrl });
}

async function register(
  scope: Scope,
  places: FilePlaces,
  workbox: Workbox | undefined,
): Promise<ServiceWorkerRegistration> {
  if (workbox === undefined) throw new NoServiceWorkersError();
  const present = await findSitesOwn(scope, places);
  if (present !== undefined) return present;
  const registration = await workbox.register({ immediate: true }).catch(async (error: unknown) => {
    await ownFiles.requireScript('service-worker');
    throw error;
  });
  if (registration === undefined) throw new Error('The service worker could not be registered.');
  return registration;
}

/** Notices a newer version than this page's, even if another tab found or activated it. */
class ServiceWorkerUpdates {
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
