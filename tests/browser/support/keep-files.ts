import { expect, type Page } from '@playwright/test';
import { address } from '../../../src/wire/addressed.ts';
import type { PageToServiceWorker } from '../../../src/wire/service-worker.protocol.ts';

/** Has the service worker fetch at once what it fetches after the first word, or when nobody asks for one; waits for it. */
export async function keepFiles(page: Page): Promise<void> {
  const message: PageToServiceWorker = { type: 'keep-files' };
  await page.evaluate((message) => {
    navigator.serviceWorker.controller?.postMessage(message);
  }, address(message));
  await expect.poll(() => isAllKept(page), { timeout: 60_000 }).toBe(true);
}

/** Whether a guest's page keeps all files that it fetches after the first word. It runs in that page. */
export async function areSmallOnesKept(): Promise<boolean> {
  const response = await fetch('/sotto/small-files.json');
  const paths = (await response.json()) as readonly string[];
  const kept = await Promise.all(paths.map((path) => caches.match(`/sotto/${path}`)));
  return kept.every((each) => each !== undefined);
}

/** Whether the last file of the list is kept: they are fetched one after the other. */
export function isAllKept(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const keys = await (await caches.open('sotto-later')).keys();
    return keys.some(({ url }) => new URL(url).pathname === '/sotto.js');
  });
}
