import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerResponse } from 'node:http';
import { expect, openApp, test, visitedTest } from './support/app-test.ts';
import { distFolder, openSite } from './support/site.ts';
import { speakInPage } from './support/speech-fetch.ts';
import { expectSpoken, findViolations, play, writeText } from './support/studio.ts';
import { serveTestPages } from './support/test-pages.ts';

visitedTest(
  'what is shared with the installed app is offered, and nothing of it reaches the server',
  async ({ page, visited }) => {
    const seen: string[] = [];
    const site = visited.serve({
      intercept: (request, response) => {
        seen.push(`${request.method} ${request.url}`);
        return serveTestPages(request, response);
      },
    });
    await openApp(page, site.url);
    // As the system does it, which no policy of the page's binds: the manifest's form is posted, and leads somewhere.
    await page.goto(`${site.url}/test/blank.html`);
    await page.evaluate(() => {
      const form = Object.assign(document.createElement('form'), {
        method: 'post',
        action: '/share',
        enctype: 'multipart/form-data',
      });
      for (const [name, value] of Object.entries({ title: 'A title', text: 'Shared words.' })) {
        form.append(Object.assign(document.createElement('input'), { name, value }));
      }
      document.body.append(form);
      form.submit();
    });
    await expect(page.getByText('A text was sent to this page')).toBeVisible();
    expect(await findViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Open it' }).click();
    await expect(page.getByLabel('Text to speak')).toHaveValue('A title\n\nShared words.');
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeEnabled();
    expect(seen.filter((line) => line.startsWith('POST') || line.includes('share'))).toEqual([]);
  },
);

visitedTest(
  'a file that the system opens with the installed app comes into the editor',
  async ({ page, site }) => {
    await page.addInitScript(() => {
      const file = new File(['# Heading\n\nOpened **from outside**.'], 'note.md', { type: 'text/markdown' });
      // The browser's own one hears only of installed apps.
      Object.defineProperty(globalThis, 'launchQueue', {
        value: {
          setConsumer: (consume: (launch: object) => void) => {
            consume({ files: [{ getFile: () => Promise.resolve(file) }] });
          },
        },
      });
    });
    await openApp(page, site.url);
    await expect(page.getByLabel('Text to speak')).toHaveValue('Heading\n\nOpened from outside.');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByLabel('Text to speak')).toHaveValue(/^Sotto voce/);
  },
);

test('a new version waits in every tab until it is wanted there, and a panel that is gone says so', async ({
  page,
  context,
}) => {
  const script = readFileSync(join(distFolder, 'service-worker.js'), 'utf8');
  // Each build names an encoder by its content.
  const [encoder = ''] = /flac-codec-[\w-]{8}\.js/.exec(script) ?? [];
  const nextEncoder = 'flac-codec-ofnextv2.js';
  test.slow();
  let version = 1;
  let isPanelGone = false;
  const site = await openSite({
    intercept: (request, response: ServerResponse) => {
      const { url } = request;
      if (version > 1 && url?.endsWith(encoder) === true) {
        response.writeHead(404).end();
        return true;
      }
      if (url?.endsWith(nextEncoder) === true) request.url = url.replace(nextEncoder, encoder);
      if (isPanelGone && url?.includes('console-panel') === true) {
        response.writeHead(404).end();
        return true;
      }
      if (url !== '/service-worker.js') return false;
      response.writeHead(200, { 'Content-Type': 'text/javascript', 'Cache-Control': 'no-store' });
      response.end(version === 1 ? script : script.replaceAll(encoder, nextEncoder));
      return true;
    },
  });
  await openApp(page, site.url);
  const second = await context.newPage();
  await openApp(second, site.url);
  const offer = 'A new version of Sotto is ready';
  await writeText(page, 'A sentence that goes on while another version comes. And one more.');
  await play(page);
  // All files of a version are kept soon after its first word.
  const isKept = (file: string): Promise<boolean> =>
    page.evaluate(async (name) => {
      const kept = await Promise.all(
        (await caches.keys()).map(async (key) => (await caches.open(key)).keys()),
      );
      return kept.flat().some(({ url }) => url.endsWith(name));
    }, file);
  await expect.poll(() => isKept(encoder)).toBe(true);
  version = 2;
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  await expect(page.getByText(offer)).toBeVisible();
  await expect(second.getByText(offer)).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
  await expectSpoken(page);
  const isWaiting = (): Promise<boolean> =>
    page.evaluate(
      async () => (await navigator.serviceWorker.getRegistration())?.waiting instanceof ServiceWorker,
    );
  expect(await isWaiting()).toBe(true);

  // The other tab updates in the middle of this one's speech, which goes on; so does the page, with its offer.
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await second.getByRole('button', { name: 'Reload with it' }).click();
  await expect.poll(isWaiting).toBe(false);
  await expect(second.getByText(offer)).toHaveCount(0);
  await expectSpoken(page);
  await expect(page.getByText(offer)).toBeVisible();

  // This page still hosts, and fetches the encoder under the name of its own version.
  await (await context.newCDPSession(page)).send('Network.clearBrowserCache');
  const flac = await speakInPage(second, { model: 'espeak-ng', input: 'Flac.', response_format: 'flac' });
  expect([flac.status, flac.body.toString('latin1', 0, 4)]).toEqual([200, 'fLaC']);

  // An update may take away a file that this page has not loaded yet.
  isPanelGone = true;
  await page.evaluate(async () => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const { url } of await cache.keys()) if (url.includes('console-panel')) await cache.delete(url);
    }
  });
  await page.getByRole('tab', { name: 'API', exact: true }).click();
  await expect(page.getByText('This part could not be loaded')).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
  await expect(page.getByLabel('Text to speak')).toHaveValue(/^A sentence/);
  isPanelGone = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('tab', { name: 'Settings', exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'Reload with it' }).click();
  await expect(page.getByText(offer)).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeEnabled();
  await site.close();
});
