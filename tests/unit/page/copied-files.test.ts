import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ownFiles } from '../../../src/page/copied-files.ts';

beforeEach(() => vi.stubGlobal('document', { baseURI: 'https://shop.test/blog/page' }));

afterEach(() => vi.unstubAllGlobals());

it.each([
  ['/app/', '/app/'],
  ['/app', '/app/'],
  ['/app?build=2', '/app/'],
  ['voice', '/blog/voice/'],
  ['/app/index.html', '/app/'],
  ['./', '/blog/'],
  ['', '/blog/'],
  ['..', '/'],
])('the folder of the files is found from %j', (baseUrl, path) => {
  expect(ownFiles.locate(baseUrl).scopeUrl).toBe(`https://shop.test${path}`);
});

it('a script that the host has not is reported with the command that brings it', async () => {
  ownFiles.locate('/app/');
  const answer = (status: number, type: string): unknown =>
    vi.stubGlobal('fetch', () =>
      Promise.resolve(new Response('', { status, headers: { 'Content-Type': type } })),
    );
  answer(404, 'text/plain');
  await expect(ownFiles.requireScript('server')).rejects.toThrow(
    /app\/sotto\/workers\/server\.js.*npx sotto init/,
  );
  // A host of one page answers with it for every address.
  answer(200, 'text/html; charset=utf-8');
  await expect(ownFiles.requireScript('service-worker')).rejects.toThrow(
    'There is no Sotto at https://shop.test/app/sotto-service-worker.js (status 200, text/html)',
  );
  answer(200, 'text/javascript; charset=utf-8');
  await ownFiles.requireScript('engine');
  answer(503, 'text/html');
  await ownFiles.requireScript('server');
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  await ownFiles.requireScript('server');
});
