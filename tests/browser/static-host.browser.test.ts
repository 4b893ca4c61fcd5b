import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, openApp, test, waitForApi } from './support/app-test.ts';
import { openSite } from './support/site.ts';
import { speakInPage } from './support/speech-fetch.ts';

const hello = { model: 'espeak-ng', input: 'Hello.', response_format: 'wav' };

test('on a host that sends no headers the service worker isolates the page, with one reload', async ({
  page,
}) => {
  const site = await openSite({ headers: false });
  let loads = 0;
  page.on('load', () => {
    loads += 1;
  });
  await page.goto(site.url);
  await page.waitForFunction(() => crossOriginIsolated);
  await waitForApi(page);
  expect(loads).toBe(2);
  expect((await speakInPage(page, hello)).status).toBe(200);
  // The host sends no policy to workers either, and theirs forbids this.
  const outcomes = await Promise.all(
    page.workers().map((worker) =>
      worker.evaluate(() =>
        fetch('data:,text').then(
          () => 'allowed',
          () => 'refused',
        ),
      ),
    ),
  );
  expect(new Set(outcomes)).toEqual(new Set(['refused']));
  await page.reload();
  await waitForApi(page);
  expect(loads).toBe(3);
  await site.close();
});

test('the app works from a folder of a site, and leaves the rest of the site alone', async ({ page }) => {
  const site = await openSite();
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    if (!path.startsWith('/tools/sotto/')) {
      response.writeHead(200, { 'Content-Type': 'text/html' });
      response.end('<!doctype html><title>The rest of the site</title>');
      return;
    }
    // Nothing compressed: fetch would undo it, and the headers would still say so.
    const headers = { 'Accept-Encoding': 'identity' };
    fetch(site.url + path.slice('/tools/sotto'.length), { headers })
      .then(async (answer) => {
        response.writeHead(answer.status, Object.fromEntries(answer.headers));
        response.end(Buffer.from(await answer.arrayBuffer()));
      })
      // Files for later may still be fetched when the test is over.
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  await openApp(page, `${origin}/tools/sotto/`);
  expect((await speakInPage(page, hello)).status).toBe(200);
  await page.goto(`${origin}/elsewhere`);
  expect(await page.title()).toBe('The rest of the site');
  expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
  server.close();
  server.closeAllConnections();
  await site.close();
});
