import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, openApp, test, visitedTest, waitForApi } from './support/app-test.ts';
import { isAllKept, keepFiles } from './support/keep-files.ts';
import { distFolder, openSite } from './support/site.ts';
import { fetchInPage, speakInPage } from './support/speech-fetch.ts';

const hello = { input: 'Hello from the page.', response_format: 'wav' };
const builtIn = { ...hello, model: 'espeak-ng' };

test('after one visit, with the server gone, the page reloads and speaks', async ({ app, site }) => {
  await speakInPage(app, hello);
  await site.close();
  await app.reload();
  await waitForApi(app);
  await expect(app.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  const kokoro = await speakInPage(app, hello);
  expect(kokoro.status).toBe(200);
  expect(kokoro.headers['x-sotto-engine']).toBe('kokoro');
});

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
  'a second tab is served by the first, and takes over when that is closed',
  async ({ app, site, context }) => {
    const second = await context.newPage();
    await openApp(second, site.url);
    expect((await speakInPage(second, hello)).status).toBe(200);
    // One engine serves both tabs: what the second asked for was counted by the first's.
    const runs = async (page: typeof app): Promise<number> => {
      const { body } = await fetchInPage(page, '/v1/engine');
      return (JSON.parse(body.toString()) as { runs: number }).runs;
    };
    expect(await runs(app)).toBe(1);
    expect(await runs(second)).toBe(1);

    await app.close();
    await waitForApi(second);
    expect((await speakInPage(second, hello)).status).toBe(200);
  },
);

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

visitedTest('killing the engine worker costs at most the request that it was serving', async ({ app }) => {
  await speakInPage(app, hello);
  const session = await app.context().newCDPSession(app);
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: true,
  });
  const engine = app.workers().find((worker) => worker.url().includes('engine'));
  expect(engine).toBeDefined();
  await engine?.evaluate(() => {
    self.close();
  });
  const answer = await speakInPage(app, hello);
  expect(answer.status).toBe(200);
});

visitedTest(
  'aborting in the middle of a stream stops the engine before the text is spoken',
  async ({ app }) => {
    const input = Array.from(
      { length: 60 },
      (_, index) => `This is sentence ${index + 1} of a long text, read aloud.`,
    ).join(' ');
    const countRuns = async (): Promise<number> => {
      const { body } = await fetchInPage(app, '/v1/engine');
      return (JSON.parse(body.toString()) as { runs: number }).runs;
    };
    const whole = await countRunsOf(() => speakInPage(app, { input, response_format: 'pcm' }));
    const cut = await countRunsOf(() =>
      app.evaluate(async (text) => {
        const controller = new AbortController();
        const response = await fetch('/v1/audio/speech', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ input: text, response_format: 'pcm' }),
          signal: controller.signal,
        });
        await response.body?.getReader().read();
        controller.abort();
      }, input),
    );
    expect(cut).toBeLessThan(whole / 2);

    async function countRunsOf(action: () => Promise<unknown>): Promise<number> {
      const before = await countRuns();
      await action();
      // Whatever is still under way shows in the count once the engine has answered a later request.
      await speakInPage(app, hello);
      return (await countRuns()) - before - 1;
    }
  },
);
