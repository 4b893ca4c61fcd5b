import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from '@playwright/test';
import { findOrInstallChromium } from '../test/find-chromium.ts';

const args = [
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

/** Chromium with a profile on disk that nothing was stored in before. */
export interface Browser {
  readonly context: BrowserContext;
  readonly profile: string;
  readonly version: string;
  readonly cores: number;
  close(): Promise<void>;
}

/** Starts headless Chromium. Private windows would not do: they keep what is stored in memory. */
export async function openBrowser({ usesRealGpu }: { readonly usesRealGpu: boolean }): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'sotto-bench-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findOrInstallChromium(),
    // The program ends the browser itself, and tidies up after it.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [...args, ...(usesRealGpu ? ownGpu : softwareGpu)],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const version = await page.evaluate(() => navigator.userAgent);
  const cores = await page.evaluate(() => navigator.hardwareConcurrency);
  return {
    context,
    profile,
    version,
    cores,
    close: async () => {
      await context.close().catch(() => undefined);
      await rm(profile, { recursive: true, force: true });
    },
  };
}
