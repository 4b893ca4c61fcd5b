import type { Page } from '@playwright/test';
import type { EngineStatus } from '../../src/contract/engine-status.ts';
import { decodeTones } from '../fixtures/decode-tones.ts';
import { toAudibleIds } from '../fixtures/tone.ts';
import { expect, visitedTest as test, waitForApi } from './support/app-test.ts';
import { sentTokenIds } from './support/sent-tokens.ts';
import { fetchInPage, speakInPage, toSamples } from './support/speech-fetch.ts';

const input = 'The quick brown fox jumps over the lazy dog. Then it sleeps for an hour or two.';

async function readStatus(page: Page): Promise<EngineStatus> {
  return JSON.parse((await fetchInPage(page, '/v1/engine')).body.toString()) as EngineStatus;
}

async function load(page: Page, config: object): Promise<EngineStatus> {
  expect((await fetchInPage(page, '/v1/engine', { method: 'PATCH', json: config })).status).toBe(200);
  const loaded = await fetchInPage(page, '/v1/engine/load', { method: 'POST', json: {} });
  return JSON.parse(loaded.body.toString()) as EngineStatus;
}

async function expectRightSound(page: Page): Promise<void> {
  const answer = await speakInPage(page, { input, response_format: 'pcm' });
  expect(answer.status).toBe(200);
  expect(decodeTones(toSamples(answer.body))).toEqual(toAudibleIds(await sentTokenIds(input, 'en-us')));
}

test('a GPU that is asked for speaks once it was found right, and at once on the next visit', async ({
  app,
}) => {
  // WASM is ready first: nobody waits for a test.
  expect(await load(app, { device: 'webgpu' })).toMatchObject({ state: 'ready', device: 'wasm' });
  await expect.poll(async () => (await readStatus(app)).device, { timeout: 180_000 }).toBe('webgpu');
  const [check] = (await readStatus(app)).checks ?? [];
  expect(check).toMatchObject({ device: 'webgpu', state: 'trusted', trusted: true, reason: null });
  expect(check?.name).toContain('swiftshader');
  expect(check?.figures?.difference).toBeLessThan(0.1);
  await expectRightSound(app);

  await app.reload();
  await waitForApi(app);
  expect(await load(app, { device: 'webgpu' })).toMatchObject({ state: 'ready', device: 'webgpu' });
  await expectRightSound(app);
});
