import { readFile, writeFile } from 'node:fs/promises';
import puppeteer, { TargetType, type Browser, type Page } from 'puppeteer-core';
import { withinLimit } from '../../src/std/within-limit.ts';
import { openSite, type Interceptor, type Site } from '../../tests/browser/support/site.ts';
import { serveTestPages } from '../../tests/browser/support/test-pages.ts';
import { chromiumArgs } from '../test/chromium-args.ts';
import { findOrInstallChromium } from '../test/find-chromium.ts';

/** What is held at one moment: memory of each kind of process, and what the scopes of each thread own. */
export interface Holdings {
  readonly seconds: number;
  /** Resident bytes by kind of process. */
  readonly memory: Readonly<Record<string, number>>;
  /** Resident bytes of each process, by its kind and its number. */
  readonly processes: Readonly<Record<string, number>>;
  /** Listeners, timers, workers and others by thread. */
  readonly handles: Readonly<Record<string, number>>;
}

/** What is served beside the app, and how the browser is started. */
export interface SoakBrowserOptions {
  readonly models?: string;
  readonly intercept?: Interceptor;
  readonly args?: readonly string[];
}

/** Memory that is about to be freed does not count: the least of so many moments is taken. */
const MOMENTS = 5;

/** How long a thread may take to report what it owns. */
const ANSWER_LIMIT_MS = 5_000;

/** How long a browser or a page may take to open, on a machine that is busy with others. */
const PAGE_LIMIT_MS = 300_000;

const COUNT_HANDLES = `Object.values(globalThis[Symbol.for('sotto.handles')] ?? {}).reduce((sum, count) => sum + count, 0)`;

/** The built app in a browser that nobody watches: watching has the browser keep every answer. */
export class SoakBrowser {
  /** The tab that hosts, and one that only asks. */
  readonly host: Page;
  readonly reader: Page;
  readonly #browser: Browser;
  readonly #site: Site;
  readonly #startMs = performance.now();

  private constructor(parts: {
    readonly browser: Browser;
    readonly site: Site;
    readonly host: Page;
    readonly reader: Page;
  }) {
    this.#browser = parts.browser;
    this.#site = parts.site;
    this.host = parts.host;
    this.reader = parts.reader;
  }

  static async open(options: SoakBrowserOptions = {}): Promise<SoakBrowser> {
    const { models, intercept = () => false, args = [] } = options;
    const site = await openSite({
      intercept: (request, response) => intercept(request, response) || serveTestPages(request, response),
      ...(models === undefined ? {} : { models }),
    });
    const browser = await puppeteer.launch({
      executablePath: findOrInstallChromium(),
      args: [...chromiumArgs, ...args],
      networkEnabled: false,
      protocolTimeout: 900_000,
      timeout: PAGE_LIMIT_MS,
    });
    const host = await openPage(browser, site.url);
    const reader = await openPage(browser, `${site.url}/test/blank.html`);
    return new SoakBrowser({ browser, site, host, reader });
  }

  /** Opens one more tab of the app, which is for its opener to close. */
  openTab(): Promise<Page> {
    return openPage(this.#browser, this.#site.url);
  }

  async version(): Promise<string> {
    return this.#browser.version();
  }

  /** Measures what is held, when nothing is going on. */
  async measure(): Promise<Holdings> {
    const handles = await this.#countHandles();
    const processes: Record<string, number> = {};
    for (let moment = 0; moment < MOMENTS; moment += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      const now = await this.#readProcesses('VmRSS');
      for (const [name, bytes] of Object.entries(now))
        processes[name] = Math.min(processes[name] ?? Infinity, bytes);
    }
    const memory: Record<string, number> = {};
    for (const [name, bytes] of Object.entries(processes)) {
      const kind = name.replace(/ \d+$/, '');
      memory[kind] = (memory[kind] ?? 0) + bytes;
    }
    return { seconds: Math.round((performance.now() - this.#startMs) / 1_000), memory, processes, handles };
  }

  /** The most bytes that each process had resident since `forgetPeaks`, by its kind and its number. */
  readPeaks(): Promise<Record<string, number>> {
    return this.#readProcesses('VmHWM');
  }

  /** Begins to look for peaks from now on, and returns what each process has resident. */
  async forgetPeaks(): Promise<Record<string, number>> {
    const resident = await this.#readProcesses('VmRSS');
    for (const name of Object.keys(resident))
      await writeFile(`/proc/${name.split(' ').at(-1)}/clear_refs`, '5').catch(() => undefined);
    return resident;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#site.close();
  }

  async #countHandles(): Promise<Record<string, number>> {
    const handles: Record<string, number> = {};
    const service = this.#browser.targets().find((target) => target.type() === TargetType.SERVICE_WORKER);
    const threads: readonly (readonly [name: string, count: Promise<unknown>])[] = [
      ['page', this.host.evaluate(COUNT_HANDLES)],
      ...this.host
        .workers()
        .map((worker) => [toThreadName(worker.url()), worker.evaluate(COUNT_HANDLES)] as const),
      [
        'service worker',
        service?.worker().then((worker) => worker?.evaluate(COUNT_HANDLES)) ?? Promise.resolve(),
      ],
    ];
    for (const [name, count] of threads) {
      // A thread that is asleep or just ending answers nothing.
      const counted = await withinLimit(
        count.catch(() => null),
        ANSWER_LIMIT_MS,
        () => null,
      );
      if (typeof counted === 'number') handles[name] = counted;
    }
    return handles;
  }

  async #readProcesses(figure: 'VmRSS' | 'VmHWM'): Promise<Record<string, number>> {
    const debugging = await this.#browser.target().createCDPSession();
    const { processInfo } = await debugging.send('SystemInfo.getProcessInfo');
    await debugging.detach();
    const processes: Record<string, number> = {};
    for (const { id, type } of processInfo) {
      const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
      processes[`${type} ${id}`] =
        1024 * Number(new RegExp(`^${figure}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    }
    return processes;
  }
}

function toThreadName(url: string): string {
  return `${/([a-z]+)\.worker/.exec(url)?.[1] ?? 'other'} worker`;
}

async function openPage(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(url, { timeout: PAGE_LIMIT_MS });
  await page.evaluate(`(async () => {
    await navigator.serviceWorker.ready;
    while (navigator.serviceWorker.controller === null || (await fetch('/v1/models')).status !== 200)
      await new Promise((resolve) => setTimeout(resolve, 250));
  })()`);
  return page;
}
