import { join } from 'node:path';
import { storeWhisper } from '../../tools/hear/hear-in-page.ts';
import { createSottoServer } from '../../tools/server/create-server.ts';
import { expect, test } from './support/app-test.ts';
import { serveDetector, toSpeech, writeEarsModels } from './support/ears-site.ts';
import { openWithMicrophone } from './support/microphone.ts';
import { buildSdkBundles, serveSdkBundles } from './support/sdk-bundles.ts';
import { openSite, toneModels, type Interceptor } from './support/site.ts';

/** What `npm start` sends, with the folder `examples/` in the place of one in `dist/`. */
const examples = createSottoServer({ dist: join(import.meta.dirname, '../..'), models: toneModels });

/** Puts the examples where a site would have them, and the SDK where a bundler would have written it. */
const serveExamples: Interceptor = (request, response) => {
  const url = request.url ?? '';
  if (/^\/examples\/(?:openai-sdk|talk)-in-a-page\/openai\.js$/.test(url)) {
    request.url = '/test/openai.js';
    return serveSdkBundles(request, response);
  }
  return url.startsWith('/examples/') && examples.emit('request', request, response);
};

test.use({ siteOptions: { intercept: serveExamples } });

test('the example with fetch speaks', async ({ page, site }) => {
  await page.goto(`${site.url}/examples/fetch-in-a-page/`);
  const status = page.getByRole('status');
  await expect(status).toHaveText('Ready.');
  await page.getByRole('button', { name: 'Speak' }).click();
  await expect(status).toHaveText('Spoken by espeak-ng.');
  await page.waitForFunction(() => document.querySelector('audio')?.ended === true);
  expect(await page.evaluate(() => document.querySelector('audio')?.duration)).toBeGreaterThan(1);
  await page.getByLabel('Text').fill(' ');
  await page.getByRole('button', { name: 'Speak' }).click();
  await expect(status).toContainText("'input'");
});

/** Keeps the audio contexts of a page, in `contexts`. It runs in the page, before its scripts. */
function keepContexts(): void {
  const contexts: AudioContext[] = [];
  globalThis.AudioContext = class extends AudioContext {
    constructor(options?: AudioContextOptions) {
      super(options);
      contexts.push(this);
    }
  };
  Object.assign(globalThis, { contexts });
}

test('the example with the SDK speaks, falls silent, and begins again', async ({ page, site }) => {
  await buildSdkBundles();
  await page.addInitScript(keepContexts);
  const expectContexts = (...states: readonly AudioContextState[]): Promise<void> =>
    expect
      .poll(() =>
        page.evaluate(() =>
          (globalThis as unknown as { contexts: AudioContext[] }).contexts.map(({ state }) => state),
        ),
      )
      .toEqual(states);
  await page.goto(`${site.url}/examples/openai-sdk-in-a-page/`);
  const status = page.getByRole('status');
  await expect(status).toHaveText('Ready.');
  const speak = page.getByRole('button', { name: 'Speak' });
  const stop = page.getByRole('button', { name: 'Stop' });
  await page.getByLabel('Text').fill('One sentence comes after another. '.repeat(30));
  await speak.click();
  await expect(status).toHaveText(/^[3-9]\d\.\d seconds of speech\.$/);
  // All of it is made, and most is still to be heard.
  await speak.click();
  await expectContexts('closed', 'running');
  await expect(status).toHaveText(/^[3-9]\d\.\d seconds of speech\.$/);
  await stop.click();
  await expect(status).toHaveText('Stopped.');
  await expect(stop).toBeDisabled();
  await page.getByLabel('Text').fill('Yes.');
  await speak.click();
  await expect(status).toHaveText(/^All \d\.\d seconds were heard\.$/);
  await expect(stop).toBeDisabled();
  await expectContexts('closed', 'closed', 'closed');
});

test('the example with the whole loop hears, answers and speaks', async () => {
  await buildSdkBundles();
  const site = await openSite({
    models: await writeEarsModels(),
    intercept: (request, response) => serveExamples(request, response) || serveDetector(request, response),
  });
  const { browser, page } = await openWithMicrophone(site.url, toSpeech(0.5, 'ðə mæn sæt.', 60));
  await storeWhisper(page);
  await page.goto(`${site.url}/examples/talk-in-a-page/`);
  const status = page.getByRole('status');
  await expect(status).toHaveText('Ready.');
  const button = page.getByRole('button', { name: 'Talk' });
  await button.click();
  await expect(status).toHaveText('Listening…');
  await page.waitForTimeout(3_000);
  await button.click();
  await expect(page.getByRole('listitem')).toHaveText([
    'You: ðə mæn sæt.',
    'Assistant: You said: ðə mæn sæt.',
  ]);
  await expect(status).toHaveText('Ready.');
  await browser.close();
  await site.close();
});
