import type { Page } from '@playwright/test';
import { isFullRun } from '../fixtures/full-run.ts';
import { createBytes } from '../fixtures/model-files.ts';
import { expect, openApp, test, waitForApi } from './support/app-test.ts';
import { openSite, type Interceptor, type Site } from './support/site.ts';
import { speakInPage } from './support/speech-fetch.ts';
import { largeModels, openLargeWeights, type WeightsServer } from './support/weights-server.ts';
import { serveWithPrelude, withoutOpfs } from './support/worker-prelude.ts';

const noFault: Interceptor = () => false;

/** Where the files lie, and what the engine's worker lacks for that. */
const areas: Readonly<Record<string, Interceptor>> = {
  opfs: noFault,
  'cache-storage': serveWithPrelude('engine', withoutOpfs),
};

/** Loses what the browser was about to put away; gives the page in which the user goes on. */
type Lose = (page: Page, url: string) => Promise<Page>;

const crash: Lose = async (page, url) => {
  const context = page.context();
  const crashed = page.waitForEvent('crash');
  await Promise.all([crashed, page.goto('chrome://crash').catch(() => undefined)]);
  const next = await context.newPage();
  await openApp(next, url);
  return next;
};

const losses: Readonly<Record<string, Lose>> = {
  'the tab is closed': async (page, url) => {
    const context = page.context();
    await page.close();
    const next = await context.newPage();
    await openApp(next, url);
    return next;
  },
  'the page is reloaded': async (page) => {
    await page.reload();
    await waitForApi(page);
    return page;
  },
  'the engine’s worker is killed': async (page) => {
    const engine = page.workers().find((worker) => worker.url().includes('engine.worker'));
    await engine?.evaluate(() => self.close());
    return page;
  },
};

const CUTS = isFullRun ? 20 : 5;

for (const [area, intercept] of Object.entries(areas)) {
  test(`${area}: ${CUTS} cut lines, a crash and a server that is gone cost a download no byte twice`, async ({
    page,
  }) => {
    const weights = await openLargeWeights();
    const points = cutAtRandom(weights);
    const site = await openLargeSite(weights, intercept);
    await openApp(page, site.url);
    let current = page;
    // A second crash loses nothing else.
    if (isFullRun)
      current = await loseWhileLoading(current, weights, { share: 0.3, lose: crash, url: site.url });

    await startLoading(current);
    await weights.reach(weights.bytes.length / 2);
    const back = await weights.lose(async () => {
      await site.close();
      await current.waitForTimeout(1_000);
      return openLargeSite(weights, intercept, site.port);
    });
    current = await loseWhileLoading(current, weights, { share: 0.8, lose: crash, url: site.url });
    await expectWhole(current, weights);
    expect(points).toEqual([]);
    await back.close();
  });
}

for (const [name, lose] of Object.entries(losses)) {
  for (const [area, intercept] of Object.entries(areas)) {
    // To the store a tab that is closed and one that is left are as one that crashes.
    if (area !== 'opfs' && /closed|reloaded/.test(name)) continue;
    // A crash loses the most that there is to lose, and is in every run.
    if (!isFullRun) continue;
    test(`${area}: when ${name}, a download goes on where it was`, async ({ page }) => {
      const weights = await openLargeWeights();
      const site = await openLargeSite(weights, intercept);
      await openApp(page, site.url);
      let current = page;
      for (const share of [0.3, 0.8])
        current = await loseWhileLoading(current, weights, { share, lose, url: site.url });
      await expectWhole(current, weights);
      await site.close();
    });
  }
}

/** Has the server cut every line at random points; returns those that are still to come. */
function cutAtRandom(weights: WeightsServer): readonly number[] {
  const points = [...createBytes(CUTS, 11)].map((byte) => (byte / 256) * weights.bytes.length);
  points.sort((a, b) => a - b);
  weights.onSent = (sentBytes) => {
    if (sentBytes <= (points[0] ?? Infinity)) return;
    while (sentBytes > (points[0] ?? Infinity)) points.shift();
    weights.cut();
  };
  return points;
}

interface LossWhileLoading {
  /** How much of the file is sent before it, as a share of the whole. */
  readonly share: number;
  readonly lose: Lose;
  readonly url: string;
}

/** Loads the model up to a share of it, and has the browser lose what it has not put away. */
async function loseWhileLoading(
  page: Page,
  weights: WeightsServer,
  { share, lose, url }: LossWhileLoading,
): Promise<Page> {
  await startLoading(page);
  await weights.reach(share * weights.bytes.length);
  return weights.lose(() => lose(page, url));
}

function openLargeSite(
  weights: WeightsServer,
  intercept: Interceptor = noFault,
  port?: number,
): Promise<Site> {
  return openSite({
    models: largeModels,
    intercept: (request, response) => weights.intercept(request, response) || intercept(request, response),
    ...(port === undefined ? {} : { port }),
  });
}

/** Asks for the model and does not wait for it. */
async function startLoading(page: Page): Promise<void> {
  await page.evaluate(() => {
    void fetch('/v1/engine/load', { method: 'POST' }).catch(() => undefined);
  });
}

/** Speech proves the file whole: it is hashed before it is used. The server's account proves the rest. */
async function expectWhole(page: Page, weights: WeightsServer): Promise<void> {
  const answer = await speakInPage(page, { input: 'Hello.', response_format: 'wav' });
  expect(answer.headers['x-sotto-engine'], answer.body.toString('utf8', 0, 500)).toBe('kokoro');
  expect(weights.repeatedBytes).toBeGreaterThanOrEqual(0);
  expect(weights.needlessBytes).toBe(0);
  expect(weights.repeatedBytes).toBeLessThanOrEqual(weights.repeatableBytes);
}
