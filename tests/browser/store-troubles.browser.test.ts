import type { CDPSession, Page } from '@playwright/test';
import { expect, openApp, test, waitForApi } from './support/app-test.ts';
import { openSite } from './support/site.ts';
import { fetchInPage, speakInPage } from './support/speech-fetch.ts';
import { largeModels, openLargeWeights } from './support/weights-server.ts';

const hello = { input: 'Hello.', response_format: 'wav' };

test('a stored model outlives a full disk, and comes again where its files were evicted or decayed', async ({
  app,
  site,
}) => {
  const session = await app.context().newCDPSession(app);
  const visitAgain = async (): Promise<void> => {
    await app.reload();
    await waitForApi(app);
    await expectKokoro(app);
  };
  await expectKokoro(app);

  await test.step('a full disk does not hide it', async () => {
    await setQuota(session, site.url, 1);
    await visitAgain();
    await setQuota(session, site.url);
  });

  await test.step('files that are evicted under a running page come again', async () => {
    await evict(session, site.url, 'file_systems');
    // The model in memory speaks on.
    await expectKokoro(app);
    await fetchInPage(app, '/v1/engine', { method: 'DELETE' });
    await expectKokoro(app);
  });

  await test.step('after everything was evicted, the next visit is like the first', async () => {
    await evict(session, site.url, 'all');
    await visitAgain();
  });

  await test.step('a file that decayed is noticed, dropped and fetched again', async () => {
    const warnings: string[] = [];
    app.on('console', (message) => warnings.push(message.text()));
    await spoilStoredFiles(app);
    // What is in memory is not touched by that.
    await expectKokoro(app);
    await visitAgain();
    expect(warnings.filter((text) => text.includes('damaged'))).toHaveLength(1);
    // What came instead is sound: it needs no server any more.
    await site.close();
    await visitAgain();
  });
});

test('room that runs out is told in words, what came by then stays, and what is evicted meanwhile comes again', async ({
  page,
}) => {
  const weights = await openLargeWeights();
  const site = await openSite({ models: largeModels, intercept: weights.intercept });
  await openApp(page, site.url);
  const session = await page.context().newCDPSession(page);
  // Beside the app's own files there is room for some of the model.
  const used = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
  await setQuota(session, site.url, used + 25_000_000);
  const answer = await speakInPage(page, hello);
  const { error } = JSON.parse(answer.body.toString()) as { error: { code: string; message: string } };
  expect(error.code, error.message).toBe('storage_full');
  expect(error.message).toMatch(/no room for onnx\/model_quantized\.onnx \(40 MB\).*free some space/);
  const sentBytes = weights.sentBytes;
  await setQuota(session, site.url);
  await expectKokoro(page);
  expect(weights.repeatedBytes).toBeLessThan(sentBytes);

  // Files that are evicted while they are fetched are fetched again.
  await fetchInPage(page, '/v1/engine', { method: 'DELETE' });
  await evict(session, site.url, 'file_systems');
  const half = weights.sentBytes + weights.bytes.length / 2;
  const again = expectKokoro(page);
  await weights.reach(half);
  await evict(session, site.url, 'file_systems');
  await again;
  await site.close();
});

async function expectKokoro(page: Page): Promise<void> {
  const answer = await speakInPage(page, hello);
  expect(answer.headers['x-sotto-engine'], answer.body.toString('utf8', 0, 500)).toBe('kokoro');
}

async function evict(session: CDPSession, url: string, storageTypes: string): Promise<void> {
  await session.send('Storage.clearDataForOrigin', { origin: new URL(url).origin, storageTypes });
}

/** Without a size, the browser's own limit holds again. */
async function setQuota(session: CDPSession, url: string, quotaSize?: number): Promise<void> {
  const { origin } = new URL(url);
  await session.send('Storage.overrideQuotaForOrigin', {
    origin,
    ...(quotaSize === undefined ? {} : { quotaSize }),
  });
}

/** Changes one byte of every model file, in place. */
async function spoilStoredFiles(page: Page): Promise<void> {
  const spoilt = await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('sotto-models');
    let count = 0;
    for await (const name of folder.keys()) {
      if (!/^[0-9a-f]{64}$/.test(name)) continue;
      const handle = await folder.getFileHandle(name);
      const file = await handle.getFile();
      const middle = Math.floor(file.size / 2);
      const byte = new Uint8Array(await file.slice(middle, middle + 1).arrayBuffer())[0] ?? 0;
      const writable = await handle.createWritable({ keepExistingData: true });
      await writable.write({ type: 'write', position: middle, data: new Uint8Array([byte ^ 1]) });
      await writable.close();
      count += 1;
    }
    return count;
  });
  expect(spoilt).toBeGreaterThan(0);
}
