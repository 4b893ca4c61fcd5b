import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, openApp, test, visitedTest, waitForApi } from './support/app-test.ts';
import { isAllKept, keepFiles } from './support/keep-files.ts';
import { distFolder, openSite } from './support/site.ts';
import { speakInPage } from './support/speech-fetch.ts';

const hello = { input: 'Hello from the page.', response_format: 'wav' };
const builtIn = { ...hello, model: 'espeak-ng' };

test('a first visit whose service worker is slow to install waits for it, and works offline later', async ({
  page,
}) => {
  let isFirst = true;
  const site = await openSite({
    intercept: (request, response) => {
      if (request.url !== '/service-worker.js' || !isFirst) return false;
      isFirst = false;
      // The browser asks again when the registration is retried; then it gets the file at once.
      setTimeout(() => {
        response.writeHead(200, { 'Content-Type': 'text/javascript' });
        response.end(readFileSync(join(distFolder, 'service-worker.js')));
      }, 3_000);
      return true;
    },
  });
  await page.goto(site.url);
  const answer = await speakInPage(page, hello);
  expect(answer.headers['x-sotto-engine']).toBe('kokoro');
  await site.close();
  await page.reload();
  await waitForApi(page);
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  expect((await speakInPage(page, hello)).headers['x-sotto-engine']).toBe('kokoro');
});

test('offline with no model stored, the built-in voice speaks and Kokoro says how to get it', async ({
  app,
  site,
}) => {
  await keepFiles(app);
  await site.close();
  await app.reload();
  await waitForApi(app);
  expect((await speakInPage(app, builtIn)).status).toBe(200);
  const refused = await speakInPage(app, hello);
  expect(refused.status).toBe(503);
  const { error } = JSON.parse(refused.body.toString()) as { error: { code: string; message: string } };
  expect(error.code).toBe('model_unavailable');
  expect(error.message).toMatch(/models\//);
});

test('an update that comes before anything was spoken brings all files with it', async ({ page }) => {
  const script = readFileSync(join(distFolder, 'service-worker.js'), 'utf8');
  let version = 1;
  const site = await openSite({
    intercept: ({ url }, response) => {
      if (url !== '/service-worker.js') return false;
      response.writeHead(200, { 'Content-Type': 'text/javascript', 'Cache-Control': 'no-store' });
      response.end(`${script}\n// version ${version}`);
      return true;
    },
  });
  await openApp(page, site.url);
  expect(await isAllKept(page)).toBe(false);
  version = 2;
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  const isWaiting = (): Promise<boolean> =>
    page.evaluate(
      async () => (await navigator.serviceWorker.getRegistration())?.waiting instanceof ServiceWorker,
    );
  await expect.poll(isWaiting, { timeout: 60_000 }).toBe(true);
  expect(await isAllKept(page)).toBe(true);
  await site.close();
});

visitedTest(
  'what the server worker keeps for a tab goes when the tab does',
  async ({ app, site, context }) => {
    const server = app.workers().find((worker) => worker.url().includes('server'));
    const countHandles = (): Promise<number> =>
      server!.evaluate(() => {
        const handles = Reflect.get(globalThis, Symbol.for('sotto.handles')) as Record<string, number>;
        return Object.values(handles).reduce((sum, count) => sum + count, 0);
      });
    const visit = async (): Promise<void> => {
      const tab = await context.newPage();
      await openApp(tab, site.url);
      await tab.close();
    };
    await visit();
    const before = await countHandles();
    for (let round = 0; round < 3; round += 1) await visit();
    await expect.poll(countHandles).toBeLessThanOrEqual(before);
  },
);
