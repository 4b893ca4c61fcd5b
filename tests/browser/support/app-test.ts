import { expect, test as base, type Page } from '@playwright/test';
import { openSite, type Site, type SiteOptions } from './site.ts';

interface AppFixtures {
  /** How the site of this test is served; set it with `test.use`. */
  readonly siteOptions: SiteOptions;
  /** The built app with the tone model in its mirror, on an origin of its own. */
  readonly site: Site;
  /** The app, loaded, controlled by its service worker and isolated. */
  readonly app: Page;
}

/** Playwright's test with the built app at hand. */
export const test = base.extend<AppFixtures>({
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
