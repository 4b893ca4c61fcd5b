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

/** Whether the last file of the list is kept: they are fetched one after the other. */
export function isAllKept(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const keys = await (await caches.open('sotto-later')).keys();
    return keys.some(({ url }) => new URL(url).pathname === '/sotto.js');
  });
}
