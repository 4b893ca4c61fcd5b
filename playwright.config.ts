import { defineConfig } from '@playwright/test';
import { chromiumArgs } from './tools/test/chromium-args.ts';
import { findChromium } from './tools/test/find-chromium.ts';

const executablePath = findChromium();

export default defineConfig({
  testDir: 'tests/browser',
  testMatch: '**/*.browser.test.ts',
  outputDir: 'test-results',
  // Most tests wait most of the time, for sound that is heard as it is made.
  workers: 3,
  // Machines that run CI are shared; what passes only the second time is named in the report.
  retries: process.env['CI'] === undefined ? 0 : 1,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  use: {
    launchOptions: { args: [...chromiumArgs], ...(executablePath === undefined ? {} : { executablePath }) },
  },
});
