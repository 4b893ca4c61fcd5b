import { expect, type Page } from '@playwright/test';

/** Ends the newest worker of that name in a page, as a browser does that needs its memory: no event tells anybody. */
export async function endWorker(
  page: Page,
  name: 'server' | 'engine' | 'session' | 'hearing',
): Promise<void> {
  const find = () => page.workers().findLast((worker) => worker.url().includes(`${name}.worker`));
  await expect.poll(() => find() !== undefined, { message: `the ${name} worker` }).toBe(true);
  await find()?.evaluate(() => self.close());
}
