import { expect, type Page, type Worker } from '@playwright/test';

type WorkerName = 'server' | 'engine' | 'session' | 'hearing';

/** Ends the newest worker of that name in a page, as a browser does that needs its memory: no event tells anybody. */
export async function endWorker(page: Page, name: WorkerName): Promise<void> {
  const worker = await findWorker(page, name);
  await worker.evaluate(() => self.close());
}

/**
 * The same at the moment in which the page says so on the `BroadcastChannel`, whose message comes sooner than a test's.
 * Resolves once that is prepared, to a function that waits for the worker's end.
 */
export async function endWorkerOn(
  page: Page,
  name: WorkerName,
  channel: string,
): Promise<() => Promise<unknown>> {
  const worker = await findWorker(page, name);
  const ended = worker.waitForEvent('close');
  await worker.evaluate((channelName) => {
    new BroadcastChannel(channelName).onmessage = () => self.close();
  }, channel);
  return () => ended;
}

async function findWorker(page: Page, name: WorkerName): Promise<Worker> {
  const find = () => page.workers().findLast((worker) => worker.url().includes(`${name}.worker`));
  await expect.poll(() => find() !== undefined, { message: `the ${name} worker` }).toBe(true);
  return find()!;
}
