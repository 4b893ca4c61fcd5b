import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { bundlePages } from '../../tools/bench/bundle-pages.ts';
import { readMirror } from '../../tools/bench/mirror.ts';
import type { BenchReport } from '../../tools/bench/report.ts';
import { runBench } from '../../tools/bench/run-bench.ts';
import { openSites } from '../../tools/bench/sites.ts';
import { writeShapeMirror } from '../../tools/shape-model.ts';
import { distFolder } from './support/site.ts';

test("the benchmark's own program measures a small model beside kokoro-js and ONNX Runtime", async () => {
  test.setTimeout(180_000);
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const [models, pages] = [join(folder, 'models'), join(folder, 'pages')];
  await writeShapeMirror(models, { width: 'small' });
  await bundlePages(pages);
  const model = await readMirror(models);
  const sites = await openSites({ dist: distFolder, models, model, pages });
  const reports: BenchReport[] = [];
  const report = await runBench({
    options: {
      ...{ isQuick: true, withWebGpu: false, usesRealGpu: false, isFirefox: false },
      ...{ out: null, dist: null, models: null, only: ['kernels', 'pairs', 'stages'] },
    },
    ...{ model, modelName: 'small', sites, earlier: null },
    signal: new AbortController().signal,
    onReport: (each) => {
      reports.push(each);
      return Promise.resolve();
    },
  });
  sites.close();
  await rm(folder, { recursive: true });
  expect(report.failures).toEqual([]);
  expect(report.sections.map(({ name }) => name)).toEqual(['kernels', 'pairs', 'stages']);
  expect(reports).toHaveLength(3);
  const {
    kernelsSpeedup2Threads,
    kernelsRelativeRms,
    firstLoadMemoryVsStock,
    returnStartVsStock,
    ...ratios
  } = report.ratios;
  // One core has no second thread.
  if (report.machine.cores > 1) expect(kernelsSpeedup2Threads).toBeGreaterThan(0);
  for (const ratio of Object.values(ratios)) expect(ratio).toBeGreaterThan(0);
  expect(kernelsRelativeRms).toBeLessThan(1e-4);
  expect([firstLoadMemoryVsStock, returnStartVsStock]).toEqual([null, null]);
  expect(report.model).toMatchObject({ isOfficial: false, mainDtype: 'fp32' });
  for (const { stages, peakGflops, productGflops } of report.stages) {
    expect(stages.every(({ ms }) => Number.isFinite(ms))).toBe(true);
    expect(productGflops).toBeLessThan(peakGflops);
  }
  expect(JSON.stringify(report)).not.toContain(process.cwd());
});
