import { defineConfig } from '@playwright/test';
import { chooseWorkers } from './tools/test/choose-workers.ts';
import { chromiumArgs } from './tools/test/chromium-args.ts';
import { findTestChromium } from './tools/test/find-chromium.ts';

const executablePath = findTestChromium();

/** What compares the moment in which something is shown or done with what is heard: each needs a core for itself. */
const alone = ['**/playback.browser.test.ts', '**/studio-speak-{rate,sync}.browser.test.ts'];

/** What takes longest begins first: what the real models say and hear, on one page that loads them once, and the faults. */
const longest = '**/{faults,understood,word-onsets}.browser.test.ts';

/** What computes or downloads for long: one at a time, beside tests that wait for sound most of the time. */
const heavy = [
  '**/benchmark.browser.test.ts',
  '**/engine-verify.browser.test.ts',
  '**/gpu-session.browser.test.ts',
  '**/kernels*.browser.test.ts',
  '**/store-losses.browser.test.ts',
];

// Worker processes read this file, too; only the first one measures the machine.
const workers = Number((process.env['SOTTO_TEST_WORKERS'] ??= String(chooseWorkers())));
/** As a machine of two quick cores. */
const isQuick = workers >= 4;

export default defineConfig({
  testDir: 'tests/browser',
  testMatch: '**/*.browser.test.ts',
  outputDir: 'test-results',
  globalSetup: './tests/browser/support/write-models.ts',
  projects: [
    // The light ones fill the time beside the others to the end.
    { name: 'longest', testMatch: longest, workers: 1 },
    { name: 'heavy', testMatch: heavy, workers: 1 },
    { name: 'shared', testIgnore: [...alone, ...heavy, longest] },
    { name: 'alone', testMatch: alone, workers: isQuick ? 2 : 1 },
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
