import { Scope } from '../../std/scope.ts';
import { createSpeechFront } from './speech-front.ts';

/** The service worker of sites that have none of their own: it answers the API, and nothing else of the site. */
declare const self: ServiceWorkerGlobalScope;

const front = createSpeechFront(self);

// Lives as long as the service worker itself, which ends without a word.
const scope = new Scope();
// It keeps nothing of the pages, so a new version can take over at once.
scope.listen(self, 'install', (event: ExtendableEvent) => event.waitUntil(self.skipWaiting()));
scope.listen(self, 'activate', (event: ExtendableEvent) => event.waitUntil(self.clients.claim()));
scope.listen(self, 'fetch', (event: FetchEvent) => {
  front.handle(event);
});
