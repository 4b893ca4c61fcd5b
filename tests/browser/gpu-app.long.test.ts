import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineStatus } from '../../src/contract/engine-status.ts';
import { writeShapeMirror } from '../../tools/shape-model.ts';
import { expect, openApp, test } from './support/app-test.ts';
import { openSite } from './support/site.ts';
import { fetchInPage, speakInPage, toSamples } from './support/speech-fetch.ts';

test("a model of Kokoro's shape is found right on the GPU, sample for sample, and speaks there", async ({
  page,
}) => {
  const models = await mkdtemp(join(tmpdir(), 'shape-'));
  await writeShapeMirror(models, { width: 'small' });
  const site = await openSite({ models });
  await openApp(page, site.url);
  const readStatus = async (): Promise<EngineStatus> =>
    JSON.parse((await fetchInPage(page, '/v1/engine')).body.toString()) as EngineStatus;
  await fetchInPage(page, '/v1/engine', { method: 'PATCH', json: { device: 'webgpu' } });
  await fetchInPage(page, '/v1/engine/load', { method: 'POST', json: {} });
  // In software the long utterance takes minutes.
  await expect.poll(async () => (await readStatus()).device, { timeout: 600_000 }).toBe('webgpu');
  const { generator, checks } = await readStatus();
  expect(generator).toMatchObject({ by: 'webgpu', reason: null });
  expect(checks).toMatchObject([{ state: 'trusted', figures: { durations: 0, pitch: 0 } }]);
  expect(checks?.[0]?.figures?.difference).toBeLessThan(1e-3);
  const request = { model: 'kokoro-82m', voice: 'af_heart', input: 'Hello you.', response_format: 'pcm' };
  const [first, again] = [await speakInPage(page, request), await speakInPage(page, request)];
  expect(toSamples(first.body).some((sample) => Math.abs(sample) > 0.01)).toBe(true);
  expect(again.body.equals(first.body)).toBe(true);
  await site.close();
  await rm(models, { recursive: true });
});
