import { mkdtemp, rm } from 'node:fs/promises';
import { fromMemory } from '../../src/compute/file-bytes.ts';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as OrtModule from 'onnxruntime-web';
import { bundlePages } from '../../tools/bench/bundle-pages.ts';
import { readMirror } from '../../tools/bench/mirror.ts';
import { openPageModule } from '../../tools/page-module.ts';
import type * as RuntimeModule from '../../tools/bench/pages/runtime.ts';
import { openSites } from '../../tools/bench/sites.ts';
import { splitModel } from '../../src/engines/kokoro/graph/split-model.ts';
import { writeShapeMirror } from '../../tools/shape-model.ts';
import { isFullRun } from '../fixtures/full-run.ts';
import { createShapeModel } from '../fixtures/shape-variants.ts';
import { expect, openApp, test } from './support/app-test.ts';
import { openModelSite } from './support/model-site.ts';
import { distFolder } from './support/site.ts';

/** Few tokens, since a GPU made of software is slow. */
const TOKEN_COUNTS = [2, 3];

test('a session on the GPU gives what one on the processor gives, while the next begins', async ({
  page,
}) => {
  // The parts themselves are compared on the processor by split-session.test.ts, and engine-verify has a GPU speak.
  test.skip(!isFullRun, 'A GPU of software takes a minute for it.');
  test.setTimeout(600_000);
  const folder = await mkdtemp(join(tmpdir(), 'gpu-'));
  const [models, pages] = [join(folder, 'models'), join(folder, 'pages')];
  await writeShapeMirror(models, { width: 'small' });
  await bundlePages(pages);
  const model = await readMirror(models);
  const sites = await openSites({ dist: distFolder, models, model, pages });
  await page.goto(sites.runtimeUrl);
  const runtime = openPageModule<typeof RuntimeModule>(page, '/bench/runtime.js');
  const weights = `/models/${model.weights.get('fp32') ?? ''}`;
  await runtime.start({ name: 'processor', weights, device: 'wasm', threads: 2, how: 'split' });
  for (const tokens of TOKEN_COUNTS) await runtime.render({ name: 'processor', tokens });
  await runtime.stop({ name: 'processor' });
  await runtime.start({ name: 'gpu', weights, device: 'webgpu', threads: 2, how: 'split' });
  for (const [index, tokens] of TOKEN_COUNTS.entries()) {
    // While the GPU computes, the front of the next begins.
    const next = TOKEN_COUNTS[index + 1] ?? tokens;
    const difference = await runtime.compare({ name: 'gpu', tokens, next });
    expect(difference).toBeGreaterThan(0);
    expect(difference).toBeLessThan(1e-3);
  }
  sites.close();
  await rm(folder, { recursive: true });
});

test('what is behind the cut lies on the GPU as a whole, with no copies', async ({ page }) => {
  const split = splitModel(fromMemory(createShapeModel()));
  if ('reason' in split) throw new Error(split.reason);
  const site = await openModelSite(split.writeTail());
  const lines: string[] = [];
  page.on('console', (message) => lines.push(message.text()));
  await openApp(page, site.url);
  const place = (device: 'wasm' | 'webgpu'): Promise<void> =>
    page.evaluate(async (provider) => {
      const path = '/test/ort.webgpu.min.mjs';
      const ort = (await import(path)) as typeof OrtModule;
      ort.env.wasm.wasmPaths = new URL('/test/', location.href).href;
      ort.env.wasm.numThreads = 1;
      ort.env.logLevel = 'verbose';
      const bytes = new Uint8Array(await (await fetch('/test/model.onnx')).arrayBuffer());
      const weights = ['read', 'computed'].map((name) => ({ path: name, data: `/test/weights/${name}` }));
      const session = await ort.InferenceSession.create(bytes, {
        externalData: weights,
        executionProviders: [provider],
        ...{ graphOptimizationLevel: 'all', logSeverityLevel: 0, logVerbosityLevel: 1 },
      });
      await session.release();
    }, device);
  const readPlaces = (): readonly string[] => lines.flatMap((line) => /placed on.*/.exec(line)?.[0] ?? []);
  const countCopying = (): number =>
    lines.filter((line) => /MemcpyTransformer modified: [1-9]/.test(line)).length;
  await place('wasm');
  expect(readPlaces()).toEqual([expect.stringMatching(/^placed on \[CPUExecutionProvider\]/)]);
  lines.length = 0;
  await place('webgpu');
  expect(readPlaces()).toEqual([expect.stringMatching(/^placed on \[WebGpuExecutionProvider\]/)]);
  expect(lines.some((line) => line.includes('MemcpyTransformer modified: 0'))).toBe(true);
  expect(countCopying()).toBe(0);
  await site.close();
});
