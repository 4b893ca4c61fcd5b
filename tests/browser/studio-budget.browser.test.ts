import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Page, Request } from '@playwright/test';
import { createDeferred } from '../../src/std/deferred.ts';
import { createSottoServer } from '../../tools/server/create-server.ts';
import { SentBytes } from '../../tools/server/sent-bytes.ts';
import { expect, openApp, test, waitForApi } from './support/app-test.ts';
import { distFolder, toneModels } from './support/site.ts';
import { speakInPage } from './support/speech-fetch.ts';
import { expectSpoken, hurry, loadKokoro, play, writeText } from './support/studio.ts';

/** What the first visit may fetch before the page can be used, compressed. */
const SHELL_BYTES = 300_000;

/** What it may fetch before its first word in a voice of Kokoro's, beside the model. */
const FIRST_WORD_BYTES = 3_000_000;

for (const [device, viewport] of Object.entries({
  desktop: { width: 1280, height: 900 },
  phone: { width: 390, height: 844 },
})) {
  test.describe(`on a ${device}`, () => {
    test.use({ viewport });

    test('the first visit is small, is drawn once, speaks after one click, and asks no other origin', async ({
      page,
      site,
    }) => {
      await page.addInitScript(watchShifts);
      const requests = collectRequests(page);
      await page.goto(site.url);
      const button = page.getByRole('button', { name: 'Play', exact: true });
      await expect(button).toBeEnabled();
      const shell = requests.filter(isOfThePage);
      const bytes = await sumCompressed(shell);
      expect(shell.length).toBeGreaterThan(3);
      expect(bytes).toBeGreaterThan(20_000);
      expect(bytes).toBeLessThan(SHELL_BYTES);

      await play(page);
      await expect(page.locator('.editor__mark--sentence')).toBeAttached();
      expect(await readShifts(page)).toBeLessThan(0.01);
      if (device === 'phone') return;
      // Nobody hears of what is said with a model either.
      await page.getByRole('button', { name: 'Stop', exact: true }).click();
      await loadKokoro(page);
      await hurry(page);
      await writeText(page, 'Nobody hears of this but you.');
      await play(page);
      await expect(page.getByText('Speaking with Kokoro 82M')).toBeVisible();
      await expectSpoken(page);
      const origins = new Set(requests.map((request) => new URL(request.url()).origin));
      expect([...origins].filter((origin) => origin !== 'null')).toEqual([site.url]);
    });
  });
}

test('a first visit fetches little before its first word, the rest after it, and speaks offline from then on', async ({
  page,
}) => {
  const server = await serveCounted();
  await openApp(page, server.url);
  // No word list has it, so that eSpeak must come as well.
  const sentence = {
    model: 'kokoro-82m',
    voice: 'af_heart',
    input: 'Zworlgax, hello!',
    response_format: 'wav',
  };
  expect((await speakInPage(page, sentence)).status).toBe(200);
  await server.laterAsked;
  const { files } = server.sent;
  expect(files.map(({ url }) => url)).toContain('/espeak/espeak-ng.data');
  // The tone model, in Kokoro's place, needs ONNX Runtime.
  const byteCount = server.sent.sum({ fromMs: 0, untilMs: Infinity }, ['/models/', '/ort/']);
  expect(byteCount, JSON.stringify(files)).toBeLessThan(FIRST_WORD_BYTES);
  expect(byteCount).toBeGreaterThan(FIRST_WORD_BYTES / 3);
  await server.close();
  await page.reload();
  await waitForApi(page);
  expect((await speakInPage(page, sentence)).status).toBe(200);
});

/** The app as `npm start` serves it, compressed, until a file is asked for that the first word does not need. */
interface CountedServer {
  readonly url: string;
  readonly sent: SentBytes;
  /** Resolves with the first request for what can wait, which is never answered. */
  readonly laterAsked: Promise<void>;
  close(): Promise<void>;
}

async function serveCounted(): Promise<CountedServer> {
  const app = createSottoServer({ dist: distFolder, models: toneModels });
  const sent = new SentBytes();
  const laterAsked = createDeferred();
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/assets/aac-codec-') === true) {
      laterAsked.resolve();
      return;
    }
    sent.watch(request, response);
    app.emit('request', request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    sent,
    laterAsked: laterAsked.promise,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Collects what the page, its workers and its service worker ask for. */
function collectRequests(page: Page): Request[] {
  const requests: Request[] = [];
  page.context().on('request', (request) => requests.push(request));
  return requests;
}

/** Leaves out what the service worker and the workers fetch: the page does not wait for it. */
function isOfThePage(request: Request): boolean {
  return (
    request.serviceWorker() === null &&
    ['document', 'script', 'stylesheet', 'font', 'image', 'manifest'].includes(request.resourceType()) &&
    !/\.worker-|\.worklet-/.test(request.url())
  );
}

async function sumCompressed(requests: readonly Request[]): Promise<number> {
  const bodies = await Promise.all(requests.map(async (request) => (await request.response())?.body()));
  return bodies.reduce((sum, body) => sum + (body === undefined ? 0 : gzipSync(body).length), 0);
}

/** Runs in the page before the app: adds up what moves without the user's doing. */
function watchShifts(): void {
  Object.assign(globalThis, { shifts: 0 });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number;
      hadRecentInput: boolean;
    })[]) {
      if (!entry.hadRecentInput) (globalThis as unknown as { shifts: number }).shifts += entry.value;
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

function readShifts(page: Page): Promise<number> {
  return page.evaluate(() => (globalThis as unknown as { shifts: number }).shifts);
}
