import { chromium, type Browser, type BrowserContext, type CDPSession, type Page } from '@playwright/test';
import type * as Sotto from '../../src/page.ts';
import type { Random } from '../../tests/contract/support/random.ts';
import { serveTestPages } from '../../tests/browser/support/test-pages.ts';
import { openSite, type Site } from '../../tests/browser/support/site.ts';
import { chromiumArgs } from '../test/chromium-args.ts';
import { findOrInstallChromium } from '../test/find-chromium.ts';
import { DownloadCutter } from './download-cutter.ts';

const READER = '/reader.html';

/** A page without the app, which is served beside it. */
const GUEST = '/test/blank.html';

/** How long a page may take to do one thing, on a machine that is busy with others. */
const PAGE_LIMIT_MS = 300_000;

/** The built app in a real browser: tabs that may host, and one page that reads answers and never hosts. */
export class AppBrowser {
  readonly reader: Page;
  readonly site: Site;
  readonly #browser: Browser;
  readonly #context: BrowserContext;
  readonly #downloads: DownloadCutter;
  #tabs: Page[] = [];

  private constructor(parts: {
    readonly site: Site;
    readonly browser: Browser;
    readonly context: BrowserContext;
    readonly reader: Page;
    readonly downloads: DownloadCutter;
  }) {
    this.site = parts.site;
    this.#browser = parts.browser;
    this.#context = parts.context;
    this.reader = parts.reader;
    this.#downloads = parts.downloads;
  }

  /** Serves the build, opens a tab of the app and the reader. */
  static async open(): Promise<AppBrowser> {
    const downloads = new DownloadCutter();
    const site = await openSite({
      intercept: (request, response) => {
        if (request.url === READER) {
          response
            .writeHead(200, { 'Content-Type': 'text/html' })
            .end('<!doctype html><title>Reader</title>');
          return true;
        }
        return serveTestPages(request, response) || downloads.intercept(request, response);
      },
    });
    const executablePath = findOrInstallChromium();
    const browser = await chromium.launch({ executablePath, args: [...chromiumArgs] });
    const context = await browser.newContext();
    context.setDefaultTimeout(PAGE_LIMIT_MS);
    // What runs these programs keeps the names of functions by calling this.
    await context.addInitScript('globalThis.__name = (named) => named');
    const reader = await context.newPage();
    const app = new AppBrowser({ site, browser, context, reader, downloads });
    await app.#openTab('/');
    await reader.goto(`${site.url}${READER}`);
    return app;
  }

  /** Tabs of the app, the one that hosts first. */
  get tabs(): readonly Page[] {
    return this.#tabs;
  }

  get host(): Page {
    const [host] = this.#tabs;
    if (host === undefined) throw new Error('No tab of the app is open.');
    return host;
  }

  /** Opens tabs until there are so many: the app's, or a page of somebody else that uses the package and may host too. */
  async openTabs(least: number, random: Random): Promise<void> {
    while (this.#tabs.length < least) await this.#openTab(random.pick(['/', GUEST, GUEST]));
  }

  async #openTab(path: string): Promise<void> {
    const page = await this.#context.newPage();
    this.#tabs.push(page);
    await page.goto(`${this.site.url}${path}`);
    if (path === GUEST) await page.evaluate(installSpeech);
    await untilAnswered(page);
  }

  /** Opens a tab of the app that closes itself in the end and is last in line to host; `prepare` sees it first. */
  async openListener(prepare: (page: Page) => Promise<void>): Promise<Page> {
    const page = await this.#context.newPage();
    await prepare(page);
    await page.goto(this.site.url);
    await untilAnswered(page);
    return page;
  }

  /** Closes the tab that hosts; the next one follows. */
  async closeHost(): Promise<void> {
    const host = this.#tabs.shift();
    await host?.close();
  }

  /** Reloads the tab that hosts, which then comes last in the line. */
  async reloadHost(): Promise<void> {
    const host = this.#tabs.shift();
    if (host === undefined) return;
    this.#tabs.push(host);
    await host.reload();
    if (host.url().endsWith(GUEST)) await host.evaluate(installSpeech);
  }

  /** Opens what tabs are missing for the next answer, so many at least. */
  async restore(least: number, random: Random): Promise<void> {
    this.#tabs = this.#tabs.filter((tab) => !tab.isClosed());
    await this.openTabs(least, random);
    await untilAnswered(this.reader);
  }

  /** Speaks the developer tools' protocol with a page. */
  debug(page: Page): Promise<CDPSession> {
    return this.#context.newCDPSession(page);
  }

  /** Ends the process that draws and computes for all pages; the browser starts another. */
  async crashGpu(): Promise<void> {
    const session = await this.#browser.newBrowserCDPSession();
    await session.send('Browser.crashGpuProcess');
    await session.detach();
  }

  /** Has the next downloads of the model break off, each after so many bytes. */
  cutDownloads(afterBytes: readonly number[]): void {
    this.#downloads.plan(afterBytes);
  }

  /** False once the browser was ended from outside. */
  get isRunning(): boolean {
    return this.#browser.isConnected() && !this.reader.isClosed();
  }

  get version(): string {
    return `Chromium ${this.#browser.version()}`;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.site.close();
  }
}

/** Runs in a page. */
async function installSpeech(): Promise<void> {
  const sotto = (await import(`${location.origin}/sotto.js`)) as typeof Sotto;
  await sotto.installSpeech();
}

/** Waits until a page is controlled and somebody answers the API. */
async function untilAnswered(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { serviceWorker } = navigator;
    await serviceWorker.ready;
    for (;;) {
      if (serviceWorker.controller !== null && (await fetch('/v1/models')).status === 200) return;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  });
}
