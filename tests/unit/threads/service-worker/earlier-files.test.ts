import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { EarlierFiles, type OutdatedFiles } from '../../../../src/threads/service-worker/earlier-files.ts';
import { createFakeCaches } from '../../../fixtures/fake-cache.ts';

const baseUrl = 'https://app.example/';
const codec = `${baseUrl}assets/flac-abcdefgh.js`;

beforeEach(() => {
  vi.stubGlobal('caches', createFakeCaches());
  vi.stubGlobal('fetch', (request: Request) =>
    Promise.resolve(new Response(`${request.url} is gone`, { status: 404 })),
  );
});

afterEach(() => {
  vi.unstubAllGlobals();
});

/** What a version leaves behind in a cache. */
async function leave(...urls: readonly string[]): Promise<OutdatedFiles> {
  const cache = await caches.open('sotto-later');
  for (const url of urls) await cache.put(url, new Response(`content of ${url}`));
  return { cache, requests: urls.map((url) => new Request(url)) };
}

/** The files as a service worker that starts finds them. */
async function start(): Promise<EarlierFiles> {
  const files = new EarlierFiles({
    folder: `${baseUrl}assets/`,
    cacheName: 'sotto-earlier',
    policy: "default-src 'self'",
  });
  await vi.waitUntil(() => !files.includes(`${baseUrl}assets/of-the-site.css`));
  return files;
}

it('a tab of the version before gets its files for as long as that version is the one before', async () => {
  await (await start()).keep([await leave(codec, `${baseUrl}espeak/espeak-ng.js`)]);
  const files = await start();
  expect(files.includes(codec)).toBe(true);
  expect(files.includes(`${baseUrl}espeak/espeak-ng.js`)).toBe(false);
  const answer = await files.respond(new Request(codec));
  expect(await answer.text()).toBe(`content of ${codec}`);
  expect(answer.headers.get('Content-Security-Policy')).toBe("default-src 'self'");

  // A version with the same files leaves none, and the tab may still be open.
  await files.keep([await leave()]);
  expect(files.includes(codec)).toBe(true);
  const next = `${baseUrl}assets/flac-ijklmnop.js`;
  await files.keep([await leave(next)]);
  expect([codec, next].map((url) => files.includes(url))).toEqual([false, true]);
});

it('what is not kept comes from the network', async () => {
  const answer = await (await start()).respond(new Request(codec));
  expect(answer.status).toBe(404);
});
