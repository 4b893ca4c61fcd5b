import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './support/app-test.ts';
import {
  buildApp,
  buildServiceWorker,
  copyApp,
  installTarball,
  runSotto,
  serveGuest,
  type GuestSite,
} from './support/guest-apps.ts';
import { fetchInPage, speakInPage } from './support/speech-fetch.ts';

const hello = { model: 'kokoro-82m', voice: 'af_heart', input: 'Hello there.', response_format: 'wav' };

let site: GuestSite | undefined;

test.beforeAll(installTarball);

test.afterEach(() => site?.close());

async function expectSpeech(page: Page): Promise<void> {
  await expect(page.getByRole('status')).toHaveText('Ready.');
  const answer = await speakInPage(page, hello);
  expect(answer.status).toBe(200);
  expect(answer.headers['x-sotto-engine']).toBe('kokoro');
  expect(answer.body.length).toBeGreaterThan(10_000);
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

test('a plain page speaks, on its own and without Sotto’s files', async ({ page }) => {
  const folder = await copyApp('plain');
  const said = await runSotto('plain', 'init', 'public', '--save');
  expect(said).toMatch(/into public: \d+\.\d MB/);
  site = await serveGuest(join(folder, 'public'));
  const notes: string[] = [];
  page.on('console', (message) => notes.push(message.text()));
  await page.goto(site.url);
  await expectSpeech(page);
  expect(notes.filter((text) => text.includes('one thread'))).toHaveLength(1);
  expect(notes.filter((text) => text.includes('npx sotto init'))).toHaveLength(0);
  site.loseSotto();
  await page.reload();
  await expectSpeech(page);
  await expectOwnSite(page, site.url);
});

test('a site of Vite and React speaks from any folder', async ({ page }) => {
  const folder = await copyApp('vite-react');
  await buildApp(folder);
  site = await serveGuest(folder);
  await page.goto(`${site.url}/dist/`);
  await expectSpeech(page);
  site.loseSotto();
  await page.reload();
  await expectSpeech(page);
  await expectOwnSite(page, site.url);
});

test('a site with Workbox keeps its service worker, its routes and its offline page', async ({ page }) => {
  const folder = await copyApp('workbox');
  await buildApp(folder);
  await buildServiceWorker(folder);
  await runSotto('workbox', 'init', 'dist');
  site = await serveGuest(join(folder, 'dist'));
  await page.goto(site.url);
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
