import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type LaunchOptions, type Page } from 'puppeteer-core';
import { findOrInstallChromium } from '../test/find-chromium.ts';
import { findFirefox, firefoxPreferences } from '../test/find-firefox.ts';
import { endWorkerWatch, firefoxArgs } from '../test/firefox-workers.ts';
import type { BenchOptions } from './options.ts';

/** What Chromium is started with by whatever measures in it. */
export const chromiumArgs = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const softwareGpu = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];
const ownGpu = [
  '--enable-unsafe-webgpu',
  '--enable-features=Vulkan',
  '--use-angle=vulkan',
  '--ignore-gpu-blocklist',
];

/** One call may have a whole text spoken, by a GPU in software. */
const CALL_LIMIT_MS = 20 * 60_000;

/** A browser with a profile on disk that nothing was stored in before. */
export interface Browser {
  newPage(): Promise<Page>;
  readonly profile: string;
  readonly version: string;
  readonly cores: number;
  close(): Promise<void>;
}

/**
 * Starts Chromium, or Firefox, without a window. Private windows would not do: they keep what is stored in memory. Nor
 * would a debugger that watches the network, as Playwright's does: for it the page's process keeps a copy of all that
 * is fetched, the model too.
 */
export async function openBrowser(
  options: Pick<BenchOptions, 'usesRealGpu' | 'isFirefox'>,
): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'sotto-bench-'));
  const browser = await puppeteer.launch({
    ...(options.isFirefox ? firefox() : chromium(options.usesRealGpu)),
    userDataDir: profile,
    protocolTimeout: CALL_LIMIT_MS,
    // The program ends the browser itself, and tidies up after it.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  if (options.isFirefox) await endWorkerWatch(browser);
  const page = (await browser.pages())[0] ?? (await browser.newPage());
  const version = await page.evaluate(() => navigator.userAgent);
  const cores = await page.evaluate(() => navigator.hardwareConcurrency);
  return {
    newPage: () => browser.newPage(),
    profile,
    version,
    cores,
    close: async () => {
      await browser.close().catch(() => undefined);
      await rm(profile, { recursive: true, force: true });
    },
  };
}

function chromium(usesRealGpu: boolean): LaunchOptions {
  return {
    executablePath: findOrInstallChromium(),
    networkEnabled: false,
    args: [...chromiumArgs, ...(usesRealGpu ? ownGpu : softwareGpu)],
  };
}

/** Throws a `TypeError` where there is none. */
function firefox(): LaunchOptions {
  const executablePath = findFirefox();
  if (executablePath === undefined) throw new TypeError('Firefox is not installed; SOTTO_FIREFOX names one.');
  return {
    browser: 'firefox',
    executablePath,
    args: [...firefoxArgs],
    extraPrefsFirefox: firefoxPreferences,
  };
}
