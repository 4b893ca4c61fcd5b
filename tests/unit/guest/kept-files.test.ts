import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { KeptFiles } from '../../../src/guest/service-worker/kept-files.ts';
import { VERSION } from '../../../src/wire/protocol-version.ts';
import { createFakeCaches } from '../../fixtures/fake-cache.ts';

const filesUrl = 'https://site.example/sotto/';
const panel = `${filesUrl}assets/flac-abcdefgh.js`;

/** What the host has; for all else it answers with its own page, as hosts of single-page apps do. */
let host: Map<string, string>;

beforeEach(() => {
  host = new Map();
  vi.stubGlobal('caches', createFakeCaches());
  vi.stubGlobal('fetch', (request: string | Request) => {
    const text = host.get(typeof request === 'string' ? request : request.url);
    const type = text === undefined ? 'text/html; charset=utf-8' : 'text/javascript';
    const response = new Response(text ?? '<!doctype html>', { headers: { 'Content-Type': type } });
    return Promise.resolve(Object.defineProperty(response, 'type', { value: 'basic' }));
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Asks for a file as a page does, and waits until it is kept. */
async function ask(files: KeptFiles, url: string): Promise<string> {
  const waits: Promise<unknown>[] = [];
  let answer: Promise<Response> | undefined;
  const event = {
    request: new Request(url),
    waitUntil: (wait: Promise<unknown>) => void waits.push(wait),
    respondWith: (given: Promise<Response>) => (answer = given),
  };
  expect(files.respond(event as unknown as FetchEvent)).toBe(true);
  const text = await (await answer!).text();
  await Promise.all(waits);
  return text;
}

it('a page that the host answers with is not kept in the place of a file', async () => {
  const files = new KeptFiles(filesUrl);
  host.set(`${filesUrl}small-files.json`, JSON.stringify(['assets/flac-abcdefgh.js', 'embed.html']));
  expect(await ask(files, panel)).toBe('<!doctype html>');
  await files.keepSmallOnes();
  host.set(panel, 'the codec');
  expect(await ask(files, panel)).toBe('the codec');
  host.clear();
  expect(await ask(files, panel)).toBe('the codec');
});

it('a page that was kept in the place of a file before is fetched again', async () => {
  const files = new KeptFiles(filesUrl);
  for (const name of [panel, `${filesUrl}embed.html`]) {
    const cache = await caches.open(`sotto-files-${VERSION}`);
    await cache.put(name, new Response('kept', { headers: { 'Content-Type': 'text/html' } }));
    host.set(name, 'of the host');
  }
  expect(await ask(files, panel)).toBe('of the host');
  expect(await ask(files, `${filesUrl}embed.html`)).toBe('kept');
});

it('a tab of the version before gets its scripts, which the host no longer has', async () => {
  const before = await caches.open('sotto-files-0.0.9');
  const page = `${filesUrl}assets/index-abcdefgh.js`;
  for (const url of [panel, `${filesUrl}page.js`])
    await before.put(url, new Response('of the version before'));
  await before.put(page, new Response('<!doctype html>', { headers: { 'Content-Type': 'text/html' } }));
  host.set(`${filesUrl}page.js`, 'of this version');
  await new KeptFiles(filesUrl).dropOthers();
  // The service worker is started again.
  const files = new KeptFiles(filesUrl);
  expect(await ask(files, panel)).toBe('of the version before');
  expect(await ask(files, `${filesUrl}page.js`)).toBe('of this version');
  expect(await caches.has('sotto-files-0.0.9')).toBe(false);
  host.set(page, 'of this version');
  expect(await ask(files, page)).toBe('of this version');
  // It stays until a version with other scripts is replaced.
  await files.dropOthers();
  expect(await ask(files, panel)).toBe('of the version before');
});
