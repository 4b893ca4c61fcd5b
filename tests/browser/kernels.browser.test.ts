import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
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

/** Loads the model with so many threads; 0 stands for all. */
async function load(page: Page, threads: number): Promise<EngineStatus> {
  const patched = await fetchInPage(page, '/v1/engine', { method: 'PATCH', json: { threads } });
  expect(patched.status).toBe(200);
  const loaded = await fetchInPage(page, '/v1/engine/load', { method: 'POST', json: {} });
  const status = JSON.parse(loaded.body.toString()) as EngineStatus;
  expect(status.generator).toMatchObject({ by: 'kernels', reason: null });
  expect(status.threads > 1).toBe(threads === 0);
  return status;
}

/** Has the model speak twice the same. */
async function speak(page: Page): Promise<Float32Array> {
  const [first, again] = [await speakInPage(page, request), await speakInPage(page, request)];
  expect(first.status).toBe(200);
  const samples = toSamples(first.body);
  expect(samples.length % 600).toBe(0);
  expect(samples.some((sample) => Math.abs(sample) > 0.01)).toBe(true);
  expect(again.body.equals(first.body)).toBe(true);
  return samples;
}

test("a model of Kokoro's shape speaks on the kernels, with all threads and with one, and once they are trusted without ONNX Runtime", async ({
  page,
}) => {
  const site = await openSite({ models });
  const asked: string[] = [];
  page.context().on('request', (sent) => {
    const { pathname } = new URL(sent.url());
    if (/\/ort\/|onnxruntime/.test(pathname)) asked.push(pathname);
  });
  await openApp(page, site.url);
  // The first load compares the kernels with ONNX Runtime.
  expect((await load(page, 0)).generator?.difference).toBeLessThan(1e-3);
  expect(asked.some((path) => path.endsWith('.wasm'))).toBe(true);
  const samples = await speak(page);
  asked.length = 0;
  await openApp(page, site.url);
  expect((await load(page, 0)).generator?.difference).toBeNull();
  await speak(page);
  expect(asked).toEqual([]);
  await load(page, 1);
  const alone = await speak(page);
  expect(alone.length).toBe(samples.length);
  expect(Math.max(...alone.map((sample, index) => Math.abs(sample - samples[index]!)))).toBeLessThan(1e-3);
  await site.close();
});
