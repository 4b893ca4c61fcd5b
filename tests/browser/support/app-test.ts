import { expect, test as base, type Page } from '@playwright/test';
import type { Ears } from './ears-site.ts';
import { serveSdkBundles } from './sdk-bundles.ts';
import { openSite, type Site, type SiteOptions } from './site.ts';
import { openVisitedOrigin, type VisitedOrigin } from './visited-origin.ts';

interface AppFixtures {
  /** How the site of this test is served; set it with `test.use`. */
  readonly siteOptions: SiteOptions;
  /** The built app with the tone model in its mirror, on an origin of its own. */
  readonly site: Site;
  /** The app, loaded, controlled by its service worker and isolated. */
  readonly app: Page;
}

interface AppWorkerFixtures {
  /** The origin of `visitedTest`, one for each process that runs tests. */
  readonly visited: VisitedOrigin;
  /** The app in a page that stays open, for tests that only ask its API. */
  readonly apiPage: Page;
  /** The origin of `earsTest`. It stands here since tests with other fixtures of a worker need a process of their own. */
  readonly ears: Ears;
}

/** Playwright's test with the built app at hand, in a browser that has never seen it. */
export const test = base.extend<AppFixtures, AppWorkerFixtures>({
  visited: [
    async ({ browser }, use) => {
      const origin = await openVisitedOrigin(browser);
      await use(origin);
      await origin.close();
    },
    { scope: 'worker' },
  ],
  apiPage: [
    async ({ browser }, use) => {
      const site = await openSite({ intercept: serveSdkBundles });
      const page = await browser.newPage();
      await openApp(page, site.url);
      await use(page);
      await page.context().close();
      await site.close();
    },
    { scope: 'worker' },
  ],
  ears: [
    async ({ browser }, use) => {
      const { openEars } = await import('./ears-site.ts');
      const ears = await openEars(browser);
      await use(ears);
      await ears.close();
    },
    { scope: 'worker' },
  ],
  siteOptions: [{}, { option: true }],
  site: async ({ siteOptions }, use) => {
    const site = await openSite(siteOptions);
    await use(site);
    await site.close();
  },
  app: async ({ page, site }, use) => {
    await openApp(page, site.url);
    await use(page);
  },
});

/**
 * The same in a browser that visited the app before and keeps nothing but its files: a second visit takes a third of the
 * time of a first. For tests of what a page does once it is there, whose `intercept` leaves the app's own files as they are:
 * the service worker has those already.
 */
export const visitedTest = test.extend({
  site: async ({ visited, siteOptions }, use) => use(visited.serve(siteOptions)),
  context: async ({ visited }, use) => {
    await use(visited.context);
    await visited.leave();
  },
  page: async ({ page, viewport, colorScheme, contextOptions, locale }, use) => {
    if (viewport !== null) await page.setViewportSize(viewport);
    const session = await page.context().newCDPSession(page);
    const userAgent = await page.evaluate(() => navigator.userAgent);
    await session.send('Emulation.setUserAgentOverride', { userAgent, acceptLanguage: locale ?? 'en-US' });
    await page.emulateMedia({ colorScheme, reducedMotion: contextOptions.reducedMotion ?? null });
    await use(page);
  },
});

export { expect };

/** Opens the app in `page` and waits until its fetches are answered inside the page. */
export async function openApp(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await waitForApi(page);
}

/** Waits until the page is controlled and a host answers the API. */
export async function waitForApi(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller === null) {
      await new Promise((resolve) => {
        navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true });
      });
    }
  });
  await expect.poll(() => page.evaluate(async () => (await fetch('/v1/models')).status)).toBe(200);
}
