import { join } from 'node:path';
import { expect, keptTest, serveTestFiles } from './support/browsers-test.ts';
import { readCodeBlocks } from './support/markdown-code.ts';
import { buildPageModule } from './support/page-modules.ts';
import { buildSdkBundles } from './support/sdk-bundles.ts';
import { openSite, type Interceptor } from './support/site.ts';

const blocks = ['clients.md', 'text.md'].flatMap((page) =>
  readCodeBlocks(join(import.meta.dirname, '../../docs', page)),
);

/** A page in which the bare names of packages mean something, as they do behind a bundler. */
const emptyPage = `<!doctype html><title>Documentation</title>
<script type="importmap">{"imports":{"sotto/page":"/sotto.js","openai":"/test/openai.js","together-ai":"/test/pages/together-page.js"}}</script>`;

const serveDocs: Interceptor = (request, response) => {
  const index = /^\/test\/docs\/(\d+)\.js$/.exec(request.url ?? '')?.[1];
  if (index === undefined && request.url !== '/test/docs/') return false;
  const body = index === undefined ? emptyPage : blocks[Number(index)]!.code;
  response.writeHead(200, { 'Content-Type': index === undefined ? 'text/html' : 'text/javascript' });
  response.end(body);
  return true;
};

const test = keptTest.extend<object, { readonly docsUrl: string }>({
  docsUrl: [
    async ({ browserName: _ }, use) => {
      await buildSdkBundles();
      await buildPageModule('together-page');
      const site = await openSite({
        intercept: (request, response) => serveDocs(request, response) || serveTestFiles(request, response),
      });
      await use(`${site.url}/test/docs/`);
      await site.close();
    },
    { scope: 'worker' },
  ],
});

test('the pages have code to run', () => {
  expect(blocks.length).toBeGreaterThan(7);
});

test('the documentation tries the API out, and its own page answers', async ({ page, docsUrl }) => {
  await page.goto(new URL('/', docsUrl).href);
  const opened = page.waitForEvent('popup');
  await page.getByRole('link', { name: 'Documentation' }).click();
  const docs = await opened;
  await docs.getByRole('link', { name: 'Try the API, in the page' }).click();
  await docs.getByText('POST /v1/audio/speech').click();
  const operation = docs.locator('details[open]');
  await operation.getByRole('button', { name: 'Try it' }).click();
  await expect(operation.getByRole('status')).toContainText('x-sotto-engine: espeak-ng');
  await expect(operation.locator('audio')).toBeVisible();
  await operation.getByLabel('Body').fill('{');
  await operation.getByRole('button', { name: 'Try it' }).click();
  await expect(operation.getByRole('status')).toContainText('400');
});

test('the code of docs/clients.md and docs/text.md runs as it stands', async ({ page, docsUrl }) => {
  await page.goto(docsUrl);
  const answers = await page.evaluateHandle(async () => {
    const sotto = (await import(/* @vite-ignore */ `${location.origin}/sotto.js`)) as {
      installSpeech(): Promise<unknown>;
    };
    await sotto.installSpeech();
    const kept: { status: number; type: string }[] = [];
    const original = globalThis.fetch;
    globalThis.fetch = async (input, init) => {
      const response = await original(input, init);
      const address = input instanceof Request ? input.url : String(input);
      if (/\/(audio\/speech|dev\/(captioned_speech|phonemize))$/.test(address))
        kept.push({ status: response.status, type: response.type });
      return response;
    };
    return kept;
  });
  for (const [index, { heading, number }] of blocks.entries()) {
    await test.step(`${heading}, block ${number}`, async () => {
      const speech = await answers.evaluate(async (kept, url) => {
        await import(/* @vite-ignore */ url);
        return kept.splice(0);
      }, `${docsUrl}${index}.js`);
      if (heading === 'First: install') return;
      expect(speech.map(({ status }) => status).at(-1)).toBe(200);
      expect(speech.every(({ type }) => type === 'basic' || type === 'default')).toBe(true);
    });
  }
});
