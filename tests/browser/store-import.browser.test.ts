import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import type * as Sotto from '../../src/page.ts';
import type { ImportReport } from '../../src/contract/model-storage.ts';
import { expect, openApp, test, waitForApi } from './support/app-test.ts';
import { isAllKept } from './support/keep-files.ts';
import { toneModels, type Interceptor } from './support/site.ts';
import { speakInPage } from './support/speech-fetch.ts';
import { serveTestPages } from './support/test-pages.ts';
import { serveWithPrelude, withoutOpfs } from './support/worker-prelude.ts';

const mirror = toneModels;
const mirrorFiles = readdirSync(mirror, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.includes('/resolve/') && /\.(json|onnx)$/.test(path),
);

/** Knows the models and has none of their files, as where they are carried in by hand. */
const catalogAlone: Interceptor = (request, response) => {
  if (!/^\/models\/.+\/resolve\//.test(request.url ?? '')) return false;
  response.writeHead(404).end();
  return true;
};

/** Has the engine's thread collect garbage all the time, which must not take what is being read. */
const collectAlways =
  'setInterval(() => { try { new ArrayBuffer(2 ** 34); } catch { /* More than any engine gives. */ } }, 5);';

const areas: Readonly<Record<string, Interceptor>> = {
  opfs: serveWithPrelude('engine', collectAlways),
  'cache-storage': serveWithPrelude('engine', withoutOpfs),
};

for (const [area, intercept] of Object.entries(areas)) {
  test.describe(area, () => {
    test.use({
      siteOptions: {
        intercept: (request, response) =>
          catalogAlone(request, response) ||
          serveTestPages(request, response) ||
          intercept(request, response),
      },
    });

    test('files carried in by hand speak where no network has them, and come out as they went in', async ({
      page,
      site,
    }) => {
      await openApp(page, site.url);
      await page.goto(`${site.url}/test/blank.html`);
      const report = await importFiles(
        page,
        mirrorFiles.map((path) => join(mirror, path)),
      );
      expect(report.refused).toEqual([]);
      expect(report.imported.map(({ model }) => model)).toContain('kokoro-82m');

      const zip = unzipSync(await exportModel(page));
      const exported = Object.entries(zip).map(([path, bytes]) => [path, toSha256(bytes)]);
      const given = mirrorFiles.map((path) => [path, toSha256(readFileSync(join(mirror, path)))]);
      expect(Object.fromEntries(exported)).toEqual(Object.fromEntries(given));

      // What it is run with comes along: not even the first time is a server needed.
      await expect.poll(() => isAllKept(page), { timeout: 60_000 }).toBe(true);
      await site.close();
      await page.goto(site.url);
      await waitForApi(page);
      await expectKokoro(page);
    });

    // What is refused does not depend on where the rest would lie.
    if (area !== 'opfs') return;

    test('a file that is not what its name says is refused, with what was expected and what came', async ({
      page,
      site,
    }) => {
      await openApp(page, site.url);
      await page.goto(`${site.url}/test/blank.html`);
      const bytes = readFileSync(
        join(mirror, mirrorFiles.find((path) => path.endsWith('/model.onnx')) ?? ''),
      );
      const right = toSha256(bytes);
      bytes[bytes.length >> 1]! ^= 1;
      const report = await importFiles(page, [
        { name: 'model.onnx', mimeType: '', buffer: bytes },
        { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('Not a model.') },
      ]);
      expect(report.imported).toEqual([]);
      expect(report.refused.map(({ name }) => name)).toEqual(['model.onnx', 'notes.txt']);
      expect(report.refused[0]?.reason).toContain(right);
      expect(report.refused[0]?.reason).toContain(toSha256(bytes));
      expect(Object.keys(unzipSync(await exportModel(page)))).toEqual([]);
    });
  });
}

async function expectKokoro(page: Page): Promise<void> {
  const answer = await speakInPage(page, { input: 'Hello.', response_format: 'wav' });
  expect(answer.headers['x-sotto-engine'], answer.body.toString('utf8', 0, 500)).toBe('kokoro');
}

type GivenFiles = Parameters<ReturnType<Page['locator']>['setInputFiles']>[0];

/** Gives files to a page as a file picker does, and the page gives them to the store. */
async function importFiles(page: Page, files: GivenFiles): Promise<ImportReport> {
  await page.evaluate(() => {
    document.body.innerHTML = '<input type="file" multiple>';
  });
  await page.locator('input').setInputFiles(files);
  return page.evaluate(async () => {
    const sotto = (await import(/* @vite-ignore */ `${location.origin}/sotto.js`)) as typeof Sotto;
    const { client } = await sotto.installSpeech();
    const picked = [...(document.querySelector('input')?.files ?? [])];
    return client.storage.importFiles(picked, new AbortController().signal);
  });
}

async function exportModel(page: Page): Promise<Uint8Array> {
  const bytes = await page.evaluate(async () => {
    const sotto = (await import(/* @vite-ignore */ `${location.origin}/sotto.js`)) as typeof Sotto;
    const { client } = await sotto.installSpeech();
    const zip = await client.storage.exportModel({ model: 'kokoro-82m' }, new AbortController().signal);
    return [...new Uint8Array(await zip.arrayBuffer())];
  });
  return Uint8Array.from(bytes);
}

function toSha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
