import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Page } from 'puppeteer-core';
import { findOrInstallChromium } from '../test/find-chromium.ts';

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

/** Chromium with a profile on disk that nothing was stored in before. */
export interface Browser {
  newPage(): Promise<Page>;
  readonly profile: string;
  readonly version: string;
  readonly cores: number;
  close(): Promise<void>;
}

/**
 * Starts headless Chromium. Private windows would not do: they keep what is stored in memory. Nor would a debugger that
 * watches the network, as Playwright's does: for it the page's process keeps a copy of all that is fetched, the model too.
 */
export async function openBrowser({ usesRealGpu }: { readonly usesRealGpu: boolean }): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'sotto-bench-'));
  const browser = await puppeteer.launch({
    executablePath: findOrInstallChromium(),
    userDataDir: profile,
    networkEnabled: false,
    protocolTimeout: CALL_LIMIT_MS,
    // The program ends the browser itself, and tidies up after it.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [...chromiumArgs, ...(usesRealGpu ? ownGpu : softwareGpu)],
  });
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
