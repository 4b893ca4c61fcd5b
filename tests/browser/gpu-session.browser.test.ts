import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { bundlePages } from '../../tools/bench/bundle-pages.ts';
import { readMirror } from '../../tools/bench/mirror.ts';
import { openPageModule } from '../../tools/bench/page-module.ts';
import type * as RuntimeModule from '../../tools/bench/pages/runtime.ts';
import { openSites } from '../../tools/bench/sites.ts';
import { writeShapeMirror } from '../../tools/shape-model.ts';
import { distFolder } from './support/site.ts';

/** Few tokens, since a GPU made of software is slow. */
const TOKEN_COUNTS = [2, 3];

test('a session on the GPU gives what one on the processor gives, at each length', async ({ page }) => {
  test.setTimeout(180_000);
  const folder = await mkdtemp(join(tmpdir(), 'gpu-'));
  const [models, pages] = [join(folder, 'models'), join(folder, 'pages')];
  await writeShapeMirror(models, { width: 'small' });
  await bundlePages(pages);
  const model = await readMirror(models);
  const sites = await openSites({ dist: distFolder, models, model, pages });
  await page.goto(sites.runtimeUrl);
  const runtime = openPageModule<typeof RuntimeModule>(page, 'runtime');
  const weights = `/models/${model.root}/${model.weights.get('fp32')}`;
  await runtime.start({ name: 'processor', weights, device: 'wasm', threads: 2, how: 'split' });
  for (const tokens of TOKEN_COUNTS) await runtime.render({ name: 'processor', tokens });
  await runtime.stop({ name: 'processor' });
  await runtime.start({ name: 'gpu', weights, device: 'webgpu', threads: 2, how: 'split' });
  for (const tokens of TOKEN_COUNTS) {
    const difference = await runtime.compare({ name: 'gpu', tokens });
    expect(difference).toBeGreaterThan(0);
    expect(difference).toBeLessThan(1e-3);
  }
  sites.close();
  await rm(folder, { recursive: true });
});
