import { readFile, rename, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { createServer } from 'vite';
import type * as Embed from '../../src/guest/embed/index.ts';
import { VERSION } from '../../src/wire/protocol-version.ts';
import { crossOriginIsolationHeaders } from '../../tools/server/create-server.ts';
import {
  buildApp,
  buildServiceWorker,
  copyApp,
  installTarball,
  runSotto,
  serveGuest,
  type GuestSite,
} from './support/guest-apps.ts';
import { expect, test, whereMissing } from './support/browsers-test.ts';
import { speakIn } from './support/script-fetch.ts';
import { areSmallOnesKept } from './support/keep-files.ts';
import { readCodeBlocks } from './support/markdown-code.ts';
import { fetchInPage, speakInPage } from './support/speech-fetch.ts';

const hello = { model: 'kokoro-82m', voice: 'af_heart', input: 'Hello there.', response_format: 'wav' };

let site: GuestSite | undefined;

test.beforeAll(async () => {
  // The package may have to be built first.
  test.setTimeout(600_000);
  await installTarball();
});

test.afterEach(() => site?.close());

async function expectSpeech(page: Page, changes: Readonly<Record<string, string>> = {}): Promise<void> {
  await expect(page.getByRole('status')).toHaveText('Ready.');
  const asked = { ...hello, ...changes };
  const answer = await speakInPage(page, asked);
  expect(answer.status).toBe(200);
  expect(answer.headers['x-sotto-engine']).toBe(asked.model === hello.model ? 'kokoro' : 'espeak-ng');
  expect(answer.body.length).toBeGreaterThan(2_000);
}

async function readThreads(page: Page): Promise<unknown> {
  const status = JSON.parse((await fetchInPage(page, '/v1/engine')).body.toString()) as { threads: unknown };
  return status.threads;
}

/** The site answers for its own pages and paths as it would without Sotto. */
async function expectOwnSite(page: Page, url: string): Promise<void> {
  const response = await page.reload();
  expect(response?.headers()).toMatchObject({ 'x-site': 'the site' });
  expect(response?.headers()).not.toHaveProperty('cross-origin-embedder-policy');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  expect((await fetchInPage(page, '/health')).body.toString()).toBe('The site: /health');
  expect((await page.goto(`${url}/v1/models`))?.status()).toBe(404);
}

/** Names what the origin has stored. It runs in the page. */
async function listStored(): Promise<Readonly<Record<string, readonly string[]>>> {
  const folders: string[] = [];
  for await (const name of (await navigator.storage.getDirectory()).keys()) folders.push(name);
  return {
    serviceWorkers: (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
    caches: await caches.keys(),
    folders,
    databases: (await indexedDB.databases()).map(({ name = '' }) => name),
    keys: Object.keys(localStorage),
  };
}

/** Runs what docs/package.md prints for pages that had Sotto once. The page must not import it. */
async function expectTakenOut(page: Page): Promise<void> {
  await page.evaluate(() => {
    localStorage['sotto.settings'] = '{}';
    localStorage['theme'] = 'dark';
  });
  const before = await page.evaluate(listStored);
  expect(Object.entries(before).filter(([, names]) => names.length === 0)).toEqual([]);
  const blocks = readCodeBlocks(join(import.meta.dirname, '../../docs/package.md'));
  const block = blocks.find(({ heading }) => heading === 'Taking it out again');
  await page.evaluate(`(async () => {${block?.code ?? ''}})()`);
  const rest = { serviceWorkers: [], caches: [], folders: [], databases: [], keys: ['theme'] };
  await expect.poll(() => page.evaluate(listStored)).toEqual(rest);
}

test('a plain page speaks without Sotto’s files, and nothing stays once it is taken out', async ({
  page,
}) => {
  const folder = await copyApp('plain');
  const said = await runSotto('plain', 'init', 'public', '--save');
  expect(said).toMatch(/into public: \d+\.\d MB/);
  site = await serveGuest(join(folder, 'public'));
  const notes: string[] = [];
  page.on('console', (message) => notes.push(message.text()));
  await page.goto(site.url);
  await expectSpeech(page);
  expect(await readThreads(page)).toBe(1);
  expect(notes.filter((text) => text.includes('one thread'))).toHaveLength(1);
  expect(notes.filter((text) => text.includes('npx sotto init'))).toHaveLength(0);
  await expect.poll(() => page.evaluate(areSmallOnesKept), { timeout: 60_000 }).toBe(true);
  site.loseSotto();
  await page.reload();
  // A format that was never asked for while the files were there.
  await expectSpeech(page, { response_format: 'mp3' });
  await expectOwnSite(page, site.url);
  await expectTakenOut(page);
});

test('files of another version are named once, with the command that replaces them', async ({ page }) => {
  const folder = await copyApp('plain');
  await runSotto('plain', 'init', 'public', '--save');
  for (const path of ['sotto-service-worker.js', 'sotto/workers/server.js']) {
    const file = join(folder, 'public', path);
    await writeFile(file, (await readFile(file, 'utf8')).replaceAll(VERSION, '0.0.9'));
  }
  site = await serveGuest(join(folder, 'public'));
  const warnings: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'warning') warnings.push(message.text());
  });
  await page.goto(site.url);
  await expectSpeech(page, { model: 'espeak-ng' });
  await expect.poll(() => warnings.length).toBe(1);
  expect(warnings[0]).toContain(`uses version ${VERSION} of Sotto`);
  expect(warnings[0]).toContain('is of version 0.0.9');
  expect(warnings[0]).toContain('npx sotto init');
  // The folder was saved.
  await runSotto('plain', 'init');
  await page.reload();
  await expectSpeech(page, { model: 'espeak-ng' });
  expect(warnings).toHaveLength(1);
});

test('a plain page speaks in Firefox, and goes on without Sotto’s files', async ({ browsers }) => {
  test.skip(...whereMissing('Firefox'));
  const folder = await copyApp('plain');
  await runSotto('plain', 'init', 'public');
  site = await serveGuest(join(folder, 'public'));
  const page = await browsers.openPage('Firefox');
  const expectIt = async (): Promise<void> => {
    const readState = (): Promise<string> =>
      page.run(() => document.querySelector('[role="status"], output')?.textContent ?? '');
    await expect.poll(readState).toBe('Ready.');
    const answer = await speakIn(page, { ...hello, model: 'espeak-ng' });
    expect([answer.status, answer.headers['x-sotto-engine']]).toEqual([200, 'espeak-ng']);
  };
  await page.goto(site.url);
  await expectIt();
  await expect.poll(() => page.run(areSmallOnesKept)).toBe(true);
  site.loseSotto();
  await page.reload();
  await expectIt();
  await page.close();
});

/** Speaks by the frame of another origin. It runs in the page. */
async function speakByFrame(origin: string): Promise<Readonly<Record<string, unknown>>> {
  const embed = (await import(/* @vite-ignore */ `${location.origin}/sotto/embed.js`)) as typeof Embed;
  const speech = await embed.connectSpeech({ url: `${origin}/sotto/embed.html` });
  const body = JSON.stringify({ model: 'espeak-ng', input: 'Hello.' });
  const headers = { 'Content-Type': 'application/json' };
  const response = await speech.fetch('/v1/audio/speech', { method: 'POST', headers, body });
  const isSpoken = response.ok && (await response.arrayBuffer()).byteLength > 1_000;
  return { isSpoken, isIsolated: crossOriginIsolated };
}

test('a site lends its voice to the pages of a listed origin, isolated or not', async ({ page }) => {
  const folder = await copyApp('plain');
  await runSotto('plain', 'init', 'public');
  site = await serveGuest(join(folder, 'public'), crossOriginIsolationHeaders, {
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
  });
  const blog = site.url.replace('localhost', '127.0.0.1');
  await writeFile(join(folder, 'public/embed-origins.json'), JSON.stringify([blog]));
  await page.goto(`${blog}/health`);
  expect(await page.evaluate(speakByFrame, site.url)).toEqual({ isSpoken: true, isIsolated: false });
  // Nothing lies there, so it has no script but the test's.
  await page.goto(`${blog}/blog/`);
  expect(await page.evaluate(speakByFrame, site.url)).toEqual({ isSpoken: true, isIsolated: true });
});

test('a page that its host isolates gets threads, also where it requires Trusted Types', async ({ page }) => {
  const folder = await copyApp('plain');
  await runSotto('plain', 'init', 'public');
  const trusted = { 'Content-Security-Policy': "require-trusted-types-for 'script'; trusted-types sotto" };
  site = await serveGuest(join(folder, 'public'), { ...crossOriginIsolationHeaders, ...trusted });
  await page.goto(site.url);
  await expectSpeech(page);
  expect(await readThreads(page)).toBeGreaterThan(1);
});

test('a site of Vite and React speaks from any folder', async ({ page }) => {
  const folder = await copyApp('vite-react');
  await buildApp(folder);
  site = await serveGuest(folder);
  const script = join(folder, 'dist/sotto-service-worker.js');
  await rename(script, `${script}.away`);
  await page.goto(`${site.url}/dist/`);
  await expect(page.getByRole('status')).toContainText('npx sotto init');
  await rename(`${script}.away`, script);
  await page.reload();
  await expectSpeech(page);
  site.loseSotto();
  await page.reload();
  await expectSpeech(page);
  await expectOwnSite(page, site.url);
});

test('the same site speaks from Vite’s development server', async ({ page }) => {
  const server = await createServer({
    root: await copyApp('vite-react'),
    base: '/app/',
    logLevel: 'error',
    server: { port: 0, host: '127.0.0.1' },
  });
  await server.listen();
  const { port } = server.httpServer!.address() as AddressInfo;
  await page.goto(`http://localhost:${port}/app/`);
  await expectSpeech(page, { model: 'espeak-ng' });
  await server.close();
});

test('a site with Workbox keeps its service worker, its routes and its offline page', async ({ page }) => {
  const folder = await copyApp('workbox');
  await buildApp(folder);
  await buildServiceWorker(folder);
  site = await serveGuest(join(folder, 'dist'));
  await page.goto(site.url);
  const status = page.getByRole('status');
  await expect(status).toContainText(`There is no Sotto at ${site.url}/sotto/workers/`);
  await runSotto('workbox', 'init', 'dist');
  await page.reload();
  await expectSpeech(page);
  expect((await fetchInPage(page, '/api/v1/todos')).body.toString()).toContain(
    'the service worker of the site',
  );
  expect((await fetchInPage(page, '/health')).body.toString()).toBe('The site: /health');
  const registrations = await page.evaluate(async () =>
    (await navigator.serviceWorker.getRegistrations()).map(({ active }) => active?.scriptURL),
  );
  expect(registrations).toEqual([`${site.url}/sw.js`]);
  await site.close();
  await page.reload();
  await expectSpeech(page);
  await page.goto(`${site.url}/elsewhere`);
  expect(await page.title()).toBe('The site is offline');
});
