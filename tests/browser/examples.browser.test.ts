import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { storeWhisper } from '../../tools/hear/hear-in-page.ts';
import { expect, test } from './support/app-test.ts';
import { serveDetector, toSpeech, writeEarsModels } from './support/ears-site.ts';
import { openWithMicrophone } from './support/microphone.ts';
import { buildSdkBundles, serveSdkBundles } from './support/sdk-bundles.ts';
import { openSite, type Interceptor } from './support/site.ts';

const examples = join(import.meta.dirname, '../../examples');
const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

/** Puts the examples where a site would have them, and the SDK where a bundler would have written it. */
const serveExamples: Interceptor = (request, response) => {
  const url = request.url ?? '';
  if (/^\/examples\/(?:openai-sdk|talk)-in-a-page\/openai\.js$/.test(url)) {
    request.url = '/test/openai.js';
    return serveSdkBundles(request, response);
  }
  const path = /^\/examples(\/[a-z-]+\/)([a-z-]+\.(?:html|js))?$/.exec(url);
  if (path === null) return false;
  const file = join(examples, path[1] ?? '', path[2] ?? 'index.html');
  response.writeHead(200, { 'Content-Type': types[extname(file)] });
  response.end(readFileSync(file));
  return true;
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

test('the example with the SDK speaks', async ({ page, site }) => {
  await buildSdkBundles();
  await page.goto(`${site.url}/examples/openai-sdk-in-a-page/`);
  const status = page.getByRole('status');
  await expect(status).toHaveText('Ready.');
  await page.getByRole('button', { name: 'Speak' }).click();
  await expect(status).toHaveText(/^[3-9]\.\d seconds of speech\.$/);
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
