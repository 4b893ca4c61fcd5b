import { defineConfig } from '@playwright/test';
import { findChromium } from './tools/test/find-chromium.ts';

const executablePath = findChromium();

/** What headless Chromium needs to run as root, without network chatter, with a WebGPU device made in software. */
const chromiumArgs = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--autoplay-policy=no-user-gesture-required',
];

export default defineConfig({
  testDir: 'tests/browser',
  testMatch: '**/*.browser.test.ts',
  outputDir: 'test-results',
  workers: 2,
  // Machines that run CI are shared; what passes only the second time is named in the report.
  retries: process.env['CI'] === undefined ? 0 : 1,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  use: {
    launchOptions: { args: chromiumArgs, ...(executablePath === undefined ? {} : { executablePath }) },
  },
});
