import { defineConfig } from '@playwright/test';
import { chooseWorkers } from './tools/test/choose-workers.ts';
import { chromiumArgs } from './tools/test/chromium-args.ts';
import { findChromium } from './tools/test/find-chromium.ts';

const executablePath = findChromium();

/** What computes for long, or compares what is shown with what is heard: each needs the machine for itself. */
const alone = [
  '**/benchmark.browser.test.ts',
  '**/engine-verify.browser.test.ts',
  '**/gpu-session.browser.test.ts',
  '**/kernels*.browser.test.ts',
  '**/playback.browser.test.ts',
  '**/store-{losses,sharing,troubles}.browser.test.ts',
  '**/studio-speak-{rate,sync}.browser.test.ts',
  '**/transcription.browser.test.ts',
  '**/understood.browser.test.ts',
  '**/word-onsets.browser.test.ts',
];

// Worker processes read this file, too; only the first one measures the machine.
const workers = Number((process.env['SOTTO_TEST_WORKERS'] ??= String(chooseWorkers())));

export default defineConfig({
  testDir: 'tests/browser',
  testMatch: '**/*.browser.test.ts',
  outputDir: 'test-results',
  projects: [
    { name: 'shared', testIgnore: [...alone, '**/*.long.test.ts'] },
    { name: 'alone', testMatch: alone },
  ],
  workers,
  // Machines that run CI are shared; what passes only the second time is named in the report.
  retries: process.env['CI'] === undefined ? 0 : 1,
  // Limits end what hangs. A slow, busy machine takes a quarter of them.
  timeout: 240_000,
  expect: { timeout: 60_000 },
  use: {
    launchOptions: { args: [...chromiumArgs], ...(executablePath === undefined ? {} : { executablePath }) },
  },
});
