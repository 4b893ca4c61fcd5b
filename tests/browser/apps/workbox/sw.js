import { createSpeechFront } from 'sotto/service-worker';
import { clientsClaim } from 'workbox-core';
import { matchPrecache, precacheAndRoute } from 'workbox-precaching';
import { registerRoute, setCatchHandler } from 'workbox-routing';
import { NetworkOnly } from 'workbox-strategies';

const speech = createSpeechFront(self);
self.addEventListener('fetch', (event) => speech.handle(event));

self.addEventListener('install', () => self.skipWaiting());
clientsClaim();
precacheAndRoute(self.__WB_MANIFEST);
registerRoute(
  ({ url }) => url.pathname === '/api/v1/todos',
  () => new Response('["from the service worker of the site"]'),
);
registerRoute(({ request }) => request.mode === 'navigate', new NetworkOnly());
setCatchHandler(async () => (await matchPrecache('/offline.html')) ?? Response.error());
