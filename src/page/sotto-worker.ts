import { createDeferred } from '../std/deferred.ts';
import type { Scope } from '../std/scope.ts';
import {
  address,
  type PageToServiceWorker,
  type ServiceWorkerAnswer,
} from '../wire/service-worker.protocol.ts';
import { checkVersion } from './check-version.ts';
import type { FilePlaces } from './own-files.ts';

/** A service worker that was stopped must start before it answers, on a machine that may be busy. */
const ANSWER_WITHIN_MS = 30_000;

/** The site's own one most likely never answers. */
const SITE_ANSWER_WITHIN_MS = 5_000;

/** Asks a service worker whether Sotto runs in it; false where it does not answer. */
export async function isSotto(scope: Scope, worker: ServiceWorker, withinMs?: number): Promise<boolean> {
  return (await askSotto(scope, worker, withinMs)) !== undefined;
}

/** Warns where the newest service worker of a registration is of another version than this page. */
export async function checkWorkerVersion(
  scope: Scope,
  registration: ServiceWorkerRegistration,
): Promise<void> {
  // A newer one may be about to take over. Offline there is none to be found.
  await registration.update().catch(() => undefined);
  const newest = registration.installing ?? registration.waiting ?? registration.active;
  if (newest === null) return;
  const answer = await askSotto(scope, newest);
  if (answer !== undefined) checkVersion(newest.scriptURL, answer.version);
}

/** Resolves to what Sotto says in a service worker; to undefined where another one runs. */
async function askSotto(
  scope: Scope,
  worker: ServiceWorker,
  withinMs = ANSWER_WITHIN_MS,
): Promise<ServiceWorkerAnswer | undefined> {
  const asking = scope.child();
  const answer = createDeferred<ServiceWorkerAnswer | undefined>();
  const { port1, port2 } = new MessageChannel();
  asking.add(() => port1.close());
  asking.listen(port1, 'message', ({ data }: MessageEvent<ServiceWorkerAnswer>) => answer.resolve(data));
  asking.timeout(() => answer.resolve(undefined), withinMs);
  port1.start();
  const question: PageToServiceWorker = { type: 'are-you-sotto', port: port2 };
  worker.postMessage(address(question), [port2]);
  try {
    return await answer.promise;
  } finally {
    asking.dispose();
  }
}

/**
 * Finds the site's own service worker for the same pages, if Sotto runs in that; undefined where there is none. Rejects
 * where there is one without Sotto, which must not be replaced.
 */
export async function findSitesOwn(
  scope: Scope,
  { scopeUrl, serviceWorkerUrl }: FilePlaces,
): Promise<ServiceWorkerRegistration | undefined> {
  const present = await navigator.serviceWorker.getRegistration(scopeUrl);
  const worker = present?.active ?? present?.waiting ?? present?.installing ?? null;
  const isOwn = worker?.scriptURL === serviceWorkerUrl;
  if (present?.scope !== scopeUrl || worker === null || isOwn) return undefined;
  if (await isSotto(scope, worker, SITE_ANSWER_WITHIN_MS)) return present;
  throw new Error(
    `The site's own service worker ${worker.scriptURL} serves ${scopeUrl}, and Sotto does not replace it. ` +
      "Put `createSpeechFront` of sotto/service-worker into it; or put Sotto's files into a folder of their own, and open the pages that speak from there.",
  );
}

/** Resolves to the registration's active service worker; rejects where that cannot run or is not Sotto's. */
export async function untilSottoActive(
  scope: Scope,
  registration: ServiceWorkerRegistration,
): Promise<ServiceWorker> {
  const active = await untilActive(scope, registration);
  if (await isSotto(scope, active)) return active;
  throw new Error(
    `${active.scriptURL} is another service worker than Sotto's. ` +
      "Put Sotto's files into a folder of their own, so that each keeps its name.",
  );
}

/** Resolves to the registration's active service worker; rejects where it cannot be installed. */
export function untilActive(scope: Scope, registration: ServiceWorkerRegistration): Promise<ServiceWorker> {
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
