import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { address, type PageToServiceWorker } from '../../../src/wire/service-worker.protocol.ts';

/** Has the service worker fetch at once what it fetches after the first speech, or when nobody asks for one; waits for it. */
export async function keepFiles(page: Page): Promise<void> {
  const message: PageToServiceWorker = { type: 'keep-files' };
  await page.evaluate((message) => {
    navigator.serviceWorker.controller?.postMessage(message);
  }, address(message));
  await expect.poll(() => isAllKept(page), { timeout: 60_000 }).toBe(true);
}

/** Whether a guest's page keeps all files that it fetches after the first speech. It runs in that page. */
export async function areSmallOnesKept(): Promise<boolean> {
  const response = await fetch('/sotto/small-files.json');
  const paths = (await response.json()) as readonly string[];
  const kept = await Promise.all(paths.map((path) => caches.match(`/sotto/${path}`)));
  return kept.every((each) => each !== undefined);
}

/** Whether all files that are fetched after the first speech are kept: those that the built service worker lists. */
export async function isAllKept(page: Page): Promise<boolean> {
  const kept = await page.evaluate(async () =>
    (await (await caches.open('sotto-later')).keys()).map(({ url }) => new URL(url).pathname),
  );
  return readLaterFiles().every((path) => kept.includes(path));
}

function readLaterFiles(): readonly string[] {
  const script = readFileSync(join(import.meta.dirname, '../../../dist/service-worker.js'), 'utf8');
  const list = /\blater:\[(.*?)\],app:/s.exec(script)?.[1] ?? '';
  const paths = Array.from(list.matchAll(/url:`([^`]+)`/g), ([, url = '']) => `/${url}`);
  expect(paths).toContain('/sotto.js');
  return paths;
}
