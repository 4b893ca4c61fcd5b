import type { EngineStatus } from '../../../src/contract/engine-status.ts';
import { test as base, type BrowserContext } from '@playwright/test';
import type { Browser as Firefox } from 'puppeteer-core';
import type * as Sotto from '../../../src/page.ts';
import { findFirefox } from '../../../tools/test/find-firefox.ts';
import { findWebKit } from '../../../tools/test/find-webkit.ts';
import { recordNotTested } from '../../../tools/test/not-tested.ts';
import { launchFirefox, noFirefox } from './firefox.ts';
import { servePageModules } from './page-modules.ts';
import { fromPlaywright, fromPuppeteer, type ScriptPage } from './script-page.ts';
import { serveSdkBundles } from './sdk-bundles.ts';
import { openSite, type Interceptor, type Site } from './site.ts';
import { serveTestPages } from './test-pages.ts';
import { launchWebKit, noWebKit, type WebKit } from './webkit.ts';

export { expect } from '@playwright/test';

/** The browsers that most of such tests run in; those that are not installed are skipped, and the end of the run says so. */
export const browserNames = ['Chromium', 'Firefox'] as const;

/** One browser for each engine; the core of what Sotto does is tested in all three. */
export const engineNames = [...browserNames, 'WebKit'] as const;

export type BrowserName = (typeof engineNames)[number];

const missing: ReadonlyMap<BrowserName, string> = new Map([
  ...(findFirefox() === undefined ? [['Firefox', noFirefox] as const] : []),
  ...(findWebKit() === undefined ? [['WebKit', noWebKit] as const] : []),
]);
for (const reason of missing.values()) recordNotTested(reason);

/** Whether a browser is missing, and why that matters; for `test.skip(...whereMissing(name))`. */
export function whereMissing(name: BrowserName): [boolean, string] {
  return [missing.has(name), missing.get(name) ?? ''];
}

/** What a page asks of Sotto when it starts. */
export interface InstallOptions {
  readonly foreignHosts?: readonly string[];
  readonly foreignModels?: boolean;
  readonly settings?: { readonly queueLimit?: number; readonly maxInputLength?: number };
}

export interface Browsers {
  readonly site: Site;
  /** Opens a page of its own. Pages of one browser share an origin, and so one engine. */
  openPage(name: BrowserName): Promise<ScriptPage>;
  /** The one page of a browser that tests share: somebody else's, without content policy, where Sotto is installed. */
  sharedPage(name: BrowserName): Promise<ScriptPage>;
  /** Closes the shared page of a browser, and shares another one from then on. */
  replaceSharedPage(name: BrowserName, page: ScriptPage): Promise<void>;
  /** The version of a browser that a page was opened in. */
  version(name: BrowserName): Promise<string>;
}

export const serveTestFiles: Interceptor = (request, response) =>
  [serveTestPages, serveSdkBundles, servePageModules].some((serve) => serve(request, response));

/** Playwright's test with one site, and one browser of each kind, for all tests of a worker. */
export const test = base.extend<object, { readonly browsers: Browsers }>({
  browsers: [
    async ({ browser }, use) => {
      const site = await openSite({ intercept: serveTestFiles });
      const context = await browser.newContext();
      let firefox: Promise<Firefox> | undefined;
      let webkit: Promise<WebKit> | undefined;
      const openPage = async (name: BrowserName): Promise<ScriptPage> => {
        if (name === 'Chromium') return fromPlaywright(await context.newPage());
        if (name === 'WebKit') return (await (webkit ??= launchWebKit())).newPage();
        firefox ??= launchFirefox();
        return fromPuppeteer(await (await firefox).newPage());
      };
      const shared = new Map<BrowserName, Promise<ScriptPage>>();
      const sharedPage = (name: BrowserName): Promise<ScriptPage> => {
        const page = shared.get(name) ?? openPage(name).then((opened) => install(opened, site));
        shared.set(name, page);
        return page;
      };
      const replaceSharedPage = async (name: BrowserName, page: ScriptPage): Promise<void> => {
        const closed = await sharedPage(name);
        shared.set(name, Promise.resolve(page));
        await closed.close();
      };
      const version = async (name: BrowserName): Promise<string> => {
        if (name === 'Chromium') return browser.version();
        if (name === 'WebKit') return (await webkit)?.version ?? '';
        return ((await (await firefox)?.version()) ?? '').replace(/^firefox\//i, '');
      };
      await use({ site, openPage, sharedPage, replaceSharedPage, version });
      await (await firefox)?.close();
      await (await webkit)?.close();
      await context.close();
      await site.close();
    },
    { scope: 'worker' },
  ],
});

/** The same with pages of one context, for tests that may find what the first visit installed. */
export const keptTest = test.extend<object, { readonly keptContext: BrowserContext }>({
  keptContext: [
    async ({ browser }, use) => {
      const context = await browser.newContext();
      await use(context);
      await context.close();
    },
    { scope: 'worker' },
  ],
  context: async ({ keptContext }, use) => {
    await use(keptContext);
    await Promise.all(keptContext.pages().map((page) => page.close()));
  },
});

/** Goes to a page without content policy and installs Sotto there, as any page of the origin may. */
export async function install(
  page: ScriptPage,
  site: Site,
  options: InstallOptions = {},
): Promise<ScriptPage> {
  await page.goto(`${site.url}/test/blank.html`);
  await page.run(async (settings) => {
    const sotto = (await import(/* @vite-ignore */ `${location.origin}/sotto.js`)) as typeof Sotto;
    await sotto.installSpeech(settings);
  }, options);
  return page;
}

/** Loads the model, and again where a step of that stood still for 20 s, as it may on a busy machine; clients do the same. */
export function loadEngine(page: ScriptPage): Promise<EngineStatus> {
  return page.run(async () => {
    for (let triesLeft = 6; ; triesLeft -= 1) {
      const response = await fetch('/v1/engine/load', { method: 'POST', body: '{}' });
      if (response.ok) return (await response.json()) as EngineStatus;
      if (response.headers.get('x-should-retry') !== 'true' || triesLeft === 0)
        throw new Error(await response.text());
    }
  });
}
