import type { CDPSession, Page } from '@playwright/test';
import { expect, test } from './support/app-test.ts';
import { sentWords } from './support/sent-tokens.ts';
import { compareMarks, readRecording, recordSound, restartRecording } from './support/sound-recording.ts';
import { loadKokoro, play, writeText } from './support/studio.ts';
import { serveTestPages } from './support/test-pages.ts';

test.use({ siteOptions: { intercept: serveTestPages } });

const HALF_HOUR_SECONDS = 1_800;

/** Over half an hour of the tone model, which gives each phoneme 50 ms. */
const text = Array.from({ length: 64 }, (_, paragraph) =>
  Array.from(
    { length: 10 },
    (_, index) => `Sentence number ${paragraph * 10 + index + 1} follows, and it has words of its own.`,
  ).join(' '),
).join('\n\n');

test('half an hour of text leaves the page quick, its memory small, and marks and sound together', async ({
  page,
  site,
}) => {
  await recordSound(page);
  await page.addInitScript(watchTasks);
  await page.goto(site.url);
  await loadKokoro(page);
  const devtools = await page.context().newCDPSession(page);
  const before = await measureHeap(devtools);
  await writeText(page, text);
  await clearTasks(page);

  await play(page);
  await makeAll(page);
  expect(await readMadeSeconds(page)).toBeGreaterThan(HALF_HOUR_SECONDS);
  await restartRecording(page);
  await seekTo(page, 0.985);
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible({ timeout: 120_000 });

  const tasks = await readTasks(page);
  console.warn(`Tasks over 50 ms: ${tasks.length === 0 ? 'none' : tasks.map(Math.round).join(', ')}`);
  expect(tasks.filter((milliseconds) => milliseconds > 100)).toEqual([]);
  const grown = (await measureHeap(devtools)) - before;
  console.warn(`The page's memory grew by ${Math.round(grown / 1e6)} MB`);
  // The samples of the sound alone would be 173 MB.
  expect(grown).toBeLessThan(40e6);
  const recording = await readRecording(page);
  const words = await sentWords(text, 'en-us');
  const { heard, marked, lagSeconds, heardIds, sentIds } = compareMarks(recording, words);
  expect(heard.length).toBeGreaterThan(20);
  expect(heardIds).toEqual(sentIds);
  expect(marked).toEqual(heard);
  expect(Math.max(...lagSeconds.map(Math.abs))).toBeLessThan(0.1);
});

/** Has all of the take made while its beginning is heard: saving it reads it to its end. */
async function makeAll(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.assign(globalThis, { showSaveFilePicker: undefined });
  });
  await page.getByRole('button', { name: 'Save…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save and share' });
  const download = page.waitForEvent('download', { timeout: 600_000 });
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await (await download).delete();
}

async function readMadeSeconds(page: Page): Promise<number> {
  return Number(await page.getByRole('slider', { name: 'Position' }).getAttribute('aria-valuemax'));
}

async function seekTo(page: Page, share: number): Promise<void> {
  const position = page.getByRole('slider', { name: 'Position' });
  const { width = 0 } = (await position.boundingBox()) ?? {};
  await position.click({ position: { x: share * width, y: 10 } });
}

/** Runs in the page before the app: notes how long its main thread was busy at a time, in milliseconds. */
function watchTasks(): void {
  const tasks: number[] = [];
  Object.assign(globalThis, { tasks });
  new PerformanceObserver((list) => {
    tasks.push(...list.getEntries().map(({ duration }) => duration));
  }).observe({ type: 'longtask' });
}

async function clearTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    (globalThis as unknown as { tasks: number[] }).tasks.length = 0;
  });
}

function readTasks(page: Page): Promise<number[]> {
  return page.evaluate(() => (globalThis as unknown as { tasks: number[] }).tasks);
}

/** Bytes that the page's own thread holds. */
async function measureHeap(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize } = await devtools.send('Runtime.getHeapUsage');
  return usedSize + backingStorageSize;
}
