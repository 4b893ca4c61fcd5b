import type { ServerResponse } from 'node:http';
import type { Page } from '@playwright/test';
import type * as Sotto from '../../src/page.ts';
import { expect, test } from './support/app-test.ts';
import { openSite, type Interceptor, type Site } from './support/site.ts';

interface Answer {
  readonly status: number;
  readonly body: string;
}

const ownRoutes = ['/api/v1/todos', '/audio/click.mp3', '/shop/health'];

let version = 1;
let site: Site;

const send = (response: ServerResponse, type: string, body: string): true => {
  response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-store' });
  response.end(body);
  return true;
};

const query = 'input=Hello.&amp;model=espeak-ng&amp;response_format=wav';

/** Names speech in HTML alone, in both ways that an element has. */
const addresses = `<!doctype html><title>Addresses</title>
<audio src="/v1/audio/speech?${query}"><track default kind="captions" src="/v1/audio/captions?${query}"></audio>
<audio><source src="/v1/audio/speech?${query}" type="audio/wav"></audio>
<script type="module">import { installSpeech } from '/sotto.js'; await installSpeech();</script>`;

/** Someone's site, with pages, an API and a service worker of its own, and Sotto's files at its root and in a folder. */
const serveSite: Interceptor = (request, response) => {
  const path = (request.url ?? '/').replace(/[?#].*/, '');
  if (ownRoutes.includes(path)) return send(response, 'text/plain', `The site: ${path}`);
  if (['/', '/index.html', '/blog/'].includes(path)) {
    return send(response, 'text/html', `<!doctype html><title>Home ${version}</title>`);
  }
  if (path === '/addresses.html') return send(response, 'text/html', addresses);
  if (path === '/blog/own-worker.js')
    return send(response, 'text/javascript', "addEventListener('fetch', () => {});");
  request.url = path.replace(/^\/(tools\/sotto|blog)\//, '/');
  return false;
};

test.beforeAll(async () => {
  version = 1;
  site = await openSite({ intercept: serveSite, headers: false });
});

test.afterAll(() => site.close());

/** Starts Sotto from a folder of the site, and at once asks by `fetch` and by `XMLHttpRequest`. */
function startAndAsk(
  page: Page,
  { base, paths }: { base: string; paths: readonly string[] },
): Promise<Answer[]> {
  return page.evaluate(
    async ({ base, paths }) => {
      const { startSpeech } = (await import(`${location.origin}${base}sotto.js`)) as typeof Sotto;
      startSpeech();
      const askByFetch = async (path: string): Promise<Answer> => {
        const response = await fetch(path);
        return { status: response.status, body: await response.text() };
      };
      const askByXhr = (path: string): Promise<Answer> =>
        new Promise((resolve, reject) => {
          const xhr = new XMLHttpRequest();
          xhr.addEventListener('load', () => resolve({ status: xhr.status, body: xhr.responseText }));
          xhr.addEventListener('error', () => reject(new Error(path)));
          xhr.open('GET', path);
          xhr.send();
        });
      return Promise.all(paths.flatMap((path) => [askByFetch(path), askByXhr(path)]));
    },
    { base, paths },
  );
}

const own = ownRoutes.flatMap((path) =>
  Array.from({ length: 2 }, () => ({ status: 200, body: `The site: ${path}` })),
);
const models = { status: 200, body: expect.stringContaining('kokoro-82m') as unknown };
const wrongMethod = { status: 405, body: expect.stringContaining('method_not_supported') as unknown };
const paths = [...ownRoutes, '/v1/models', '/v1/audio/speech'];
const answers = [...own, models, models, wrongMethod, wrongMethod];

test('a page outside of Sotto’s folder is answered by itself, and keeps its own routes', async ({ page }) => {
  await page.goto(site.url);
  expect(await startAndAsk(page, { base: '/tools/sotto/', paths })).toEqual(answers);
  expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
});

test('a home page with Sotto beside it keeps its routes, its content, its headers and its navigations', async ({
  page,
}) => {
  let loads = 0;
  page.on('load', () => {
    loads += 1;
  });
  await page.goto(site.url);
  expect(await startAndAsk(page, { base: '/', paths })).toEqual(answers);
  expect(await startAndAsk(page, { base: '/', paths })).toEqual(answers);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  version = 2;
  for (const path of ['/', '/index.html?a=1']) {
    await page.goto(site.url + path);
    expect(await page.title()).toBe('Home 2');
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    expect(await page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  }
  expect(await startAndAsk(page, { base: '/', paths })).toEqual(answers);
  expect(loads).toBe(3);
  // Somebody types the address of a route, or another site posts a form to it.
  for (const path of ['/shop/health', '/v1/models']) {
    const response = await page.goto(site.url + path);
    expect(response?.fromServiceWorker()).toBe(false);
  }
});

/** A page over plain http from another machine has no service worker, no `crypto.randomUUID` and no audio worklet. */
test('a page over plain http is answered all the same, and nothing of it hangs once Sotto ends', async ({
  page,
}) => {
  await page.goto(`http://plain.test:${new URL(site.url).port}/`);
  const outcome = await page.evaluate(async () => {
    const natives = [fetch, XMLHttpRequest];
    const { installSpeech, startSpeech } = (await import(`${location.origin}/sotto.js`)) as typeof Sotto;
    const toMessage = (error: unknown): string => (error as Error).message;
    const installing = installSpeech().then(() => 'installed', toMessage);
    const speech = startSpeech();
    const installed = await installing;
    const ask = (input: string, format: string): Promise<Response> =>
      speech.fetch('/v1/audio/speech', {
        method: 'POST',
        body: new Blob([JSON.stringify({ model: 'espeak-ng', input, response_format: format })]),
      });
    const { status, body } = await ask('One is here. '.repeat(300), 'pcm');
    const reader = body!.getReader();
    const { value } = await reader.read();
    const played = await speech.stream('Hello.', { model: 'espeak-ng' }).play().catch(toMessage);
    const held = ask('Two is here. '.repeat(300), 'wav').catch(toMessage);
    speech.dispose();
    const readRest = async (): Promise<void> => {
      while (!(await reader.read()).done);
    };
    const rest = await readRest().catch(toMessage);
    const later = await ask('Three.', 'wav').catch(toMessage);
    const isNative = [fetch, XMLHttpRequest].every((present, index) => present === natives[index]);
    return { installed, status, bytes: value!.length, played, ends: [rest, await held, later], isNative };
  });
  const ended = 'Sotto was disposed of in this page before it answered.';
  expect(outcome).toEqual({
    installed: expect.stringContaining('they need https') as unknown,
    status: 200,
    bytes: expect.any(Number) as unknown,
    played: expect.stringContaining('https') as unknown,
    ends: [ended, ended, ended],
    isNative: true,
  });
});

test('sound and captions that a page names by their addresses come on the first visit, too', async ({
  page,
}) => {
  await page.goto(`${site.url}/addresses.html`);
  const media = page.locator('audio');
  await expect
    .poll(() => media.evaluateAll((all) => all.map((audio) => (audio as HTMLAudioElement).readyState > 0)))
    .toEqual([true, true]);
  const countCues = (): Promise<number> =>
    page.evaluate(() => document.querySelector('audio')!.textTracks[0]!.cues?.length ?? 0);
  await expect.poll(countCues).toBe(1);
});

test('the site’s own service worker stays, and Sotto says why it does not run', async ({ page }) => {
  await page.goto(`${site.url}/blog/`);
  const outcome = await page.evaluate(async () => {
    await navigator.serviceWorker.register('/blog/own-worker.js');
    await navigator.serviceWorker.ready;
    const { installSpeech } = (await import(`${location.origin}/blog/sotto.js`)) as typeof Sotto;
    const message = await installSpeech().then(
      () => 'installed',
      (error: unknown) => (error as Error).message,
    );
    const registration = await navigator.serviceWorker.getRegistration();
    return { message, script: registration?.active?.scriptURL, waiting: registration?.waiting ?? null };
  });
  expect(outcome.message).toContain(`service worker ${site.url}/blog/own-worker.js serves`);
  expect(outcome.message).toContain('folder of their own');
  expect(outcome.script).toBe(`${site.url}/blog/own-worker.js`);
  expect(outcome.waiting).toBeNull();
});
