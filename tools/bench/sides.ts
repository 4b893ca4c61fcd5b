import { setTimeout } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import type { Browser } from './browser.ts';
import { openPageModule, type PageModule } from '../page-module.ts';
import type * as AppModule from './pages/app.ts';
import type * as PipelineModule from './pages/pipeline.ts';
import type * as RuntimeModule from './pages/runtime.ts';
import type * as StockModule from './pages/stock.ts';
import { readPageProcesses } from './process-memory.ts';
import type { Memory } from './report.ts';
import type { Sites } from './sites.ts';

/** A page to be measured, and its process. */
interface Side {
  readonly page: Page;
  /** Null where the operating system does not tell. Asked for the first time before another side is opened. */
  memory(): Promise<Memory | null>;
  close(): Promise<void>;
}

/** The app in its page. */
export interface AppSide extends Side {
  readonly app: PageModule<typeof AppModule>;
  /** The bare pipeline; its worker starts with the first use. */
  readonly pipeline: PageModule<typeof PipelineModule>;
}

/** The app's sessions in a bare page. */
export interface RuntimeSide extends Side {
  readonly runtime: PageModule<typeof RuntimeModule>;
}

/** kokoro-js in its page. */
export interface StockSide extends Side {
  readonly stock: PageModule<typeof StockModule>;
}

/** Opens the app; gives how long it took until the API answered in the page. */
export async function openApp(
  browser: Browser,
  { appUrl }: Sites,
): Promise<{ readonly side: AppSide; readonly readyMs: number }> {
  const side = await openSide(browser, appUrl);
  const app = openPageModule<typeof AppModule>(side.page, '/bench/app.js');
  const readyMs = await app.untilReady();
  return {
    readyMs,
    side: {
      ...side,
      app,
      pipeline: openPageModule<typeof PipelineModule>(side.page, '/bench/pipeline.js'),
    },
  };
}

/** Opens the page of kokoro-js, which loads nothing yet. */
export async function openStock(browser: Browser, { stockUrl }: Sites): Promise<StockSide> {
  const side = await openSide(browser, stockUrl);
  return { ...side, stock: openPageModule<typeof StockModule>(side.page, '/bench/stock.js') };
}

/** Opens a page for sessions, none of which is started yet. */
export async function openRuntime(browser: Browser, { runtimeUrl }: Sites): Promise<RuntimeSide> {
  const side = await openSide(browser, runtimeUrl);
  return { ...side, runtime: openPageModule<typeof RuntimeModule>(side.page, '/bench/runtime.js') };
}

/** Waits until a page's process has ended, whose threads would take time from what is measured next. */
async function untilGone({ profile }: Browser, pid: number): Promise<void> {
  for (let attempt = 0; attempt < GONE_ATTEMPTS; attempt += 1) {
    if (!(await readPageProcesses(profile)).some((each) => each.pid === pid)) return;
    await setTimeout(GONE_PAUSE_MS);
  }
}

/** A process that another page has taken over stays. */
const GONE_ATTEMPTS = 30;
const GONE_PAUSE_MS = 100;

/** Processes that are known to be some side's. */
const claimed = new Set<number>();

async function openSide(browser: Browser, url: string): Promise<Side> {
  const page = await browser.newPage();
  page.on('pageerror', (error) => {
    console.warn('In the page:', error);
  });
  await page.goto(url);
  let ownPid: number | undefined;
  return {
    page,
    close: async () => {
      await page.close();
      if (ownPid === undefined) return;
      claimed.delete(ownPid);
      await untilGone(browser, ownPid);
    },
    memory: async () => {
      const processes = await readPageProcesses(browser.profile);
      // The largest that is no other side's: a new page may be given a process that waited for one.
      ownPid ??= processes.find(({ pid }) => !claimed.has(pid))?.pid;
      if (ownPid !== undefined) claimed.add(ownPid);
      const own = processes.find(({ pid }) => pid === ownPid);
      return own === undefined ? null : { residentBytes: own.residentBytes, peakBytes: own.peakBytes };
    },
  };
}
