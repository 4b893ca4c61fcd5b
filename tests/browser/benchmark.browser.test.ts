import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writeShapeMirror } from '../../tools/shape-model.ts';
import { expect, test, visitedTest } from './support/app-test.ts';
import { openSite } from './support/site.ts';

/** Everything that the content security policy refused in a page. */
async function watchViolations(page: Page): Promise<string[]> {
  const violations: string[] = [];
  await page.exposeFunction('noteViolation', (text: string) => violations.push(text));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
      const { noteViolation } = window as unknown as { noteViolation: (text: string) => void };
      noteViolation(`${violatedDirective} ${blockedURI}`);
    });
  });
  return violations;
}

interface ExportedReport {
  readonly model: string;
  readonly engine: { readonly engine: string; readonly dtype: string | null };
  readonly rows: readonly {
    readonly text: string;
    readonly audio_seconds: number;
    readonly rounds: readonly { readonly first_sound_ms: number; readonly total_ms: number }[];
  }[];
  readonly kernels: null | {
    readonly generator: { readonly by: string; readonly difference: number };
    readonly stock: { readonly runs_ms: readonly number[] };
    readonly kernels: { readonly runs_ms: readonly number[] };
  };
}

async function exportReport(page: Page): Promise<ExportedReport> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save JSON' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^sotto-benchmark-\d{4}-\d\d-\d\d\.json$/);
  return JSON.parse(await readFile(await download.path(), 'utf8')) as ExportedReport;
}

visitedTest(
  'measuring is cancelled and begun again with the built-in voice, and the figures are saved',
  async ({ page, site }) => {
    const violations = await watchViolations(page);
    await page.goto(`${site.url}/benchmark.html`);
    await expect(page.getByText('Ready', { exact: true })).toBeVisible();
    await expect(page.getByLabel('Voice engine')).toHaveValue('espeak-ng');
    await page.getByLabel('Rounds').selectOption('7');
    await page.getByRole('button', { name: 'Measure' }).click();
    await expect(page.getByRole('status')).toHaveText(/round 1 of 7/);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByRole('status')).toHaveText('Cancelled');
    await expect(page.getByRole('heading', { name: 'Results' })).toBeHidden();

    await page.getByLabel('Rounds').selectOption('1');
    await page.getByRole('button', { name: 'Measure' }).click();
    await expect(page.getByRole('status')).toHaveText('Done');
    await expect(page.getByRole('table').getByRole('row')).toHaveCount(5);
    await expect(page.getByText(/^Built-in voice · 1 thread/)).toBeVisible();
    const report = await exportReport(page);
    expect(report.engine.engine).toBe('espeak-ng');
    expect(report.kernels).toBeNull();
    expect(violations).toEqual([]);
  },
);

test("a model of Kokoro's shape is fetched when it is asked for, and its kernels are compared with ONNX Runtime alone", async ({
  page,
}) => {
  const models = await mkdtemp(join(tmpdir(), 'shape-'));
  await writeShapeMirror(models, { width: 'small' });
  const site = await openSite({ models });
  const violations = await watchViolations(page);
  await page.goto(`${site.url}/benchmark.html`);
  await page.getByLabel('Voice engine').selectOption('kokoro-82m');
  await expect(page.getByText('not on this device yet')).toBeVisible();
  await page.getByLabel('Rounds').selectOption('1');
  await page.getByRole('button', { name: 'Measure' }).click();
  await expect(page.getByRole('status')).toHaveText('Done', { timeout: 180_000 });
  await expect(page.getByText(/times as fast with the kernels .* relative difference/)).toBeVisible();
  await expect(page.getByRole('row', { name: /^With the kernels/ })).toBeVisible();
  await expect(page.getByText('is stored on this device')).toBeVisible();
  const { kernels, ...report } = await exportReport(page);
  expect(report.model).toBe('kokoro-82m');
  expect(report.engine.engine).toBe('kokoro');
  expect(report.rows.map(({ rounds }) => rounds.length)).toEqual([1, 1, 1, 1]);
  for (const { rounds, audio_seconds: seconds } of report.rows) {
    expect(seconds).toBeGreaterThan(0);
    for (const round of rounds) expect(round.total_ms).toBeGreaterThanOrEqual(round.first_sound_ms);
  }
  expect(kernels?.generator.by).toBe('kernels');
  expect(kernels?.generator.difference).toBeLessThan(1e-4);
  for (const side of [kernels?.stock, kernels?.kernels]) {
    expect(side?.runs_ms).toHaveLength(1);
    for (const ms of side?.runs_ms ?? []) expect(ms).toBeGreaterThan(0);
  }
  expect(violations).toEqual([]);
  await site.close();
  await rm(models, { recursive: true });
});
