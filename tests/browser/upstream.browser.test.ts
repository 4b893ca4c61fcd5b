import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { createLocalFetch } from '../../examples/library-in-node/create-local-fetch.ts';
import { createSpeechServer } from '../../examples/library-in-node/create-speech-server.ts';
import { crossOriginIsolationHeaders } from '../../tools/server/create-server.ts';
import { contentSecurityPolicy } from '../../tools/vite/content-security-policy.ts';
import { expect, openApp, test, visitedTest } from './support/app-test.ts';
import { distFolder, openSite } from './support/site.ts';
import { speakInPage } from './support/speech-fetch.ts';
import { findViolations } from './support/studio.ts';

const request = { model: 'upstream/espeak-ng', voice: 'nova', input: 'Hello there.', response_format: 'wav' };

let service: Server;
let origin: string;
let arrived: Request[] = [];

test.beforeAll(async () => {
  const answer = createLocalFetch(new URL(`${pathToFileURL(distFolder).href}/`));
  service = createSpeechServer((asked) => {
    if (asked.method === 'POST') arrived.push(asked.clone());
    return answer(asked);
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  origin = `http://localhost:${(service.address() as AddressInfo).port}`;
});

test.beforeEach(() => {
  arrived = [];
});

test.afterAll(() => {
  service.closeAllConnections();
  service.close();
});

async function setService(page: Page): Promise<void> {
  await expect(page.getByText('API answers at /v1')).toBeVisible();
  await page.getByRole('tab', { name: 'API', exact: true }).click();
  await page.getByRole('tab', { name: 'Settings', exact: true }).click();
  await page.getByLabel('May be asked').selectOption({ label: 'By requests for a model “upstream/…”' });
  await page.getByLabel('Address, with /v1').fill(`${origin}/v1`);
  // A typographic apostrophe, as word processors put one in.
  await page.getByLabel('Key', { exact: true }).fill('the service’s key');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByText('A key holds only')).toBeVisible();
  await page.getByLabel('Key', { exact: true }).fill('secret');
  await page.getByRole('button', { name: 'Apply' }).click();
}

visitedTest('no text leaves for a service that the page’s policy does not name', async ({ app }) => {
  await setService(app);
  await expect(app.getByText(`Text of API requests may be sent to ${new URL(origin).host}`)).toHaveCount(2);
  expect(await findViolations(app)).toEqual([]);
  const answer = await speakInPage(app, request);
  expect(answer.status).toBe(503);
  expect(answer.body.toString()).toContain('engine_unavailable');
  expect(arrived).toEqual([]);
});

test('a service that the policy names speaks for the page, with a key that is not stored', async ({
  page,
}) => {
  const policy = contentSecurityPolicy.replace('connect-src', `connect-src ${origin}`);
  const site = await openSite({
    headers: false,
    intercept: (_, response) => {
      const headers = { ...crossOriginIsolationHeaders, 'Content-Security-Policy': policy };
      response.setHeaders(new Map(Object.entries(headers)));
      return false;
    },
  });
  await openApp(page, site.url);
  await setService(page);
  const ask = async (): Promise<unknown[]> => {
    const { headers } = await speakInPage(page, request);
    return [headers['x-sotto-engine'], arrived.map((each) => each.headers.get('authorization')).at(-1)];
  };
  // The service is stored, and so known to other tabs, a moment before its key is known.
  await expect.poll(ask).toEqual(['upstream', 'Bearer secret']);
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('secret');
  const own = await speakInPage(page, { ...request, model: 'espeak-ng' });
  expect(own.headers['x-sotto-engine']).toBe('espeak-ng');
  await page.getByLabel('May be asked').selectOption({ label: 'Never' });
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect.poll(async () => (await speakInPage(page, request)).status).toBe(404);
  await site.close();
});
