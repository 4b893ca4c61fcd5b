import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type BrowserContextOptions, type Page } from '@playwright/test';
import { buildIfNeeded } from './build.ts';
import { parseNames } from './parse-names.ts';
import { createSottoServer } from './server/create-server.ts';
import { chromiumArgs } from './test/chromium-args.ts';
import { findOrInstallChromium } from './test/find-chromium.ts';
import { writeToneMirror } from './tone-model.ts';

// Writes docs/screenshots/: the main states of the page, driven as a user would, with the tone model in Kokoro's place.

const root = join(import.meta.dirname, '..');
const folder = join(root, 'docs/screenshots');
const models = join(root, '.cache/models/tone');

const desktop = { viewport: { width: 1280, height: 860 } };
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

const text =
  'The tide went out at noon, and nobody on the shore had seen the boat. Gulls walked where the water had been. ' +
  'Then, far out, a sail stood up against the light, small and quite still.\n\n' +
  'Somebody laughed. Somebody else began to run.';

interface Shot {
  readonly name: string;
  readonly options: BrowserContextOptions;
  readonly prepare: (page: Page) => Promise<void>;
}

const shots: readonly Shot[] = [
  { name: 'first-visit', options: desktop, prepare: () => Promise.resolve() },
  {
    name: 'japanese',
    options: { ...desktop, locale: 'ja-JP' },
    prepare: () => Promise.resolve(),
  },
  { name: 'speaking', options: desktop, prepare: speakWithModel },
  {
    name: 'phone-dark',
    options: { ...phone, colorScheme: 'dark' },
    prepare: speakWithModel,
  },
  {
    name: 'library',
    options: { ...desktop, colorScheme: 'dark' },
    prepare: async (page) => {
      await speakWithModel(page);
      await speak(page, 'A second take, shorter than the first.');
      await showWorkbench(page, 'Library');
    },
  },
  {
    name: 'api',
    options: desktop,
    prepare: async (page) => {
      await speakWithModel(page);
      await showWorkbench(page, 'API');
      await page.getByRole('button', { name: 'Run', exact: true }).first().click();
      await page.locator('audio').first().waitFor();
      await showWorkbench(page, 'API');
    },
  },
  {
    name: 'models',
    options: desktop,
    prepare: async (page) => {
      await speakWithModel(page);
      await showWorkbench(page, 'Models and device');
    },
  },
  {
    name: 'refused',
    options: desktop,
    prepare: async (page) => {
      await page.getByLabel('Language', { exact: true }).selectOption('ja');
      await page.getByLabel('Text to speak').fill('駅前の小さな古本屋は、雨の日だけ開いています。');
      await page.getByRole('button', { name: 'Play', exact: true }).click();
      await page.getByRole('alert').first().waitFor();
    },
  },
  {
    name: 'offline',
    options: phone,
    prepare: async (page) => {
      await speakWithModel(page);
      await page.context().setOffline(true);
      await page.reload();
      await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
    },
  },
];

const names = shots.map(({ name }) => name);
const given = process.argv.slice(2);
const wanted = parseNames(given.length === 0 ? names : given, names, 'picture');
await buildIfNeeded();
await writeToneMirror(models);
await mkdir(folder, { recursive: true });
const server = createSottoServer({ dist: join(root, 'dist'), models });
const browser = await chromium.launch({ executablePath: findOrInstallChromium(), args: [...chromiumArgs] });
for (const { name, options, prepare } of shots) {
  if (!wanted.includes(name)) continue;
  // A port, and so a storage, of its own.
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('The server has no port.');
  const context = await browser.newContext({ locale: 'en-US', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  await page.goto(`http://localhost:${address.port}/`);
  await page.locator('.transport').waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await prepare(page);
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await context.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  console.log(`docs/screenshots/${name}.png`);
}
await browser.close();

async function speakWithModel(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Download/ }).click();
  await page.getByText('Kokoro is ready').waitFor();
  await speak(page, text);
}

/** Until the second sentence is marked, or the end where there is but one. */
async function speak(page: Page, words: string): Promise<void> {
  await page.getByLabel('Text to speak').fill(words);
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  const [first = ''] = words.split(/(?<=\.) /);
  await page
    .locator(`.editor__mark--sentence:not([data-text="${first}"])`)
    .or(page.getByText(/^Spoken by/))
    .first()
    .waitFor({ state: 'attached' });
}

async function showWorkbench(page: Page, tab: string): Promise<void> {
  await page.getByRole('tab', { name: tab }).click();
  await page.getByRole('tab', { name: tab }).evaluate((element) => {
    element.scrollIntoView({ block: 'start' });
  });
}
