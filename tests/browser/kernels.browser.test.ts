import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineStatus } from '../../src/contract/engine-status.ts';
import { writeShapeMirror } from '../../tools/shape-model.ts';
import { expect, openApp, test } from './support/app-test.ts';
import { openSite } from './support/site.ts';
import { fetchInPage, speakInPage, toSamples } from './support/speech-fetch.ts';

let models = '';

test.beforeAll(async () => {
  models = await mkdtemp(join(tmpdir(), 'shape-'));
  await writeShapeMirror(models, { width: 'small' });
});

test.afterAll(() => rm(models, { recursive: true }));

const request = {
  model: 'kokoro-82m',
  voice: 'af_heart',
  input: 'The kernels speak.',
  response_format: 'pcm',
};

for (const threads of [0, 1]) {
  test(`a model of Kokoro's shape speaks on the kernels, with ${threads === 0 ? 'all threads' : 'one thread'}`, async ({
    page,
  }) => {
    const site = await openSite({ models });
    await openApp(page, site.url);
    const patched = await fetchInPage(page, '/v1/engine', { method: 'PATCH', json: { threads } });
    expect(patched.status).toBe(200);
    const loaded = await fetchInPage(page, '/v1/engine/load', { method: 'POST', json: {} });
    const { generator, threads: used } = JSON.parse(loaded.body.toString()) as EngineStatus;
    expect(generator).toMatchObject({ by: 'kernels', reason: null });
    expect(generator?.difference).toBeLessThan(1e-3);
    expect(used > 1).toBe(threads === 0);
    const [first, again] = [await speakInPage(page, request), await speakInPage(page, request)];
    expect(first.status).toBe(200);
    const samples = toSamples(first.body);
    expect(samples.length % 600).toBe(0);
    expect(samples.some((sample) => Math.abs(sample) > 0.01)).toBe(true);
    expect(again.body.equals(first.body)).toBe(true);
    await site.close();
  });
}

test('a model whose kernels are trusted is loaded without ONNX Runtime', async ({ page }) => {
  const site = await openSite({ models });
  const asked: string[] = [];
  page.context().on('request', (sent) => {
    const { pathname } = new URL(sent.url());
    if (/\/ort\/|onnxruntime/.test(pathname)) asked.push(pathname);
  });
  const load = async (): Promise<EngineStatus['generator']> => {
    await openApp(page, site.url);
    const loaded = await fetchInPage(page, '/v1/engine/load', { method: 'POST', json: {} });
    return (JSON.parse(loaded.body.toString()) as EngineStatus).generator;
  };
  // The first load compares the kernels with ONNX Runtime.
  expect((await load())?.difference).toBeLessThan(1e-3);
  expect(asked.some((path) => path.endsWith('.wasm'))).toBe(true);
  asked.length = 0;
  expect(await load()).toMatchObject({ by: 'kernels', reason: null, difference: null });
  expect((await speakInPage(page, request)).status).toBe(200);
  expect(asked).toEqual([]);
  await site.close();
});
