import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { expect, openApp, visitedTest as test } from './support/app-test.ts';
import { ModelGate } from './support/model-gate.ts';
import { toneModels } from './support/site.ts';
import { speakInPage } from './support/speech-fetch.ts';
import { findViolations } from './support/studio.ts';

/** A mirror whose model comes in one precision; in the tone model's own, all are the same file. */
function createMirror(): string {
  const models = mkdtempSync(join(tmpdir(), 'sotto-models-'));
  cpSync(toneModels, models, { recursive: true });
  const path = join(models, 'catalog.json');
  const catalog = JSON.parse(readFileSync(path, 'utf8')) as {
    models: { weights: Record<string, unknown> }[];
  };
  for (const model of catalog.models) delete model.weights['q8'];
  writeFileSync(path, JSON.stringify(catalog));
  return models;
}

const files = readdirSync(toneModels, { recursive: true, encoding: 'utf8' });
const weights = join(toneModels, files.find((path) => path.endsWith('/model.onnx')) ?? '');

async function openModels(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Models and device' }).click();
  await expect(page.getByRole('heading', { name: 'Stored on this device' })).toBeVisible();
}

const stored = (page: Page) => page.getByRole('listitem').filter({ hasText: 'kokoro-82m' });

test('a model is downloaded, exported whole, deleted, and brought back from the export', async ({
  page: app,
  visited,
}) => {
  const models = createMirror();
  await openApp(app, visited.serve({ models }).url);
  await openModels(app);
  expect(await findViolations(app)).toEqual([]);
  await app
    .getByRole('tabpanel', { name: 'Models and device' })
    .getByRole('button', { name: /^Download/ })
    .click();
  await expect(stored(app)).toContainText('fp32');
  await expect(app.getByText(/^Runs on/)).toBeVisible();
  expect(await findViolations(app)).toEqual([]);

  const download = app.waitForEvent('download');
  await stored(app).getByRole('button', { name: 'Export' }).click();
  const archive = unzipSync(readFileSync(await (await download).path()));
  const [path] = Object.keys(archive).filter((name) => name.endsWith('/model.onnx'));
  expect(Buffer.from(archive[path!]!).equals(readFileSync(weights))).toBe(true);

  await stored(app).getByRole('button', { name: 'Delete' }).click();
  await app.getByRole('button', { name: /^Delete \d/ }).click();
  await expect(stored(app)).toHaveCount(0);

  const payloads = Object.entries(archive).map(([name, bytes]) => ({
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(bytes),
  }));
  const notes = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no model') };
  await app.getByLabel('Choose files').setInputFiles([...payloads, notes]);
  await expect(app.getByText(`${payloads.length} files were taken in.`)).toBeVisible();
  await app.getByText('One was not').click();
  await expect(app.getByText(/^notes\.txt: It is no file of a known model/)).toBeVisible();
  await expect(stored(app)).toContainText('fp32');
  expect(await findViolations(app)).toEqual([]);
  rmSync(models, { recursive: true });
});

test('a download is paused, resumed, and cancelled with nothing left', async ({ page, visited }) => {
  const gate = new ModelGate();
  await openApp(page, visited.serve({ intercept: gate.intercept }).url);
  await openModels(page);
  const panel = page.getByRole('tabpanel', { name: 'Models and device' });
  await panel.getByRole('button', { name: /^Download/ }).click();
  await expect(panel.getByText('Downloading Kokoro')).toBeVisible();
  await expect(panel.getByRole('progressbar', { name: 'Download' })).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
  // What was pressed makes way for others, and leaves them the focus.
  await expect(panel.getByRole('button', { name: 'Pause' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(panel.getByText('Downloading Kokoro')).toHaveCount(0);
  await expect(panel.locator(':focus')).toHaveCount(1);
  await panel
    .getByRole('button', { name: /^(Download|Resume)/ })
    .first()
    .click();
  await expect(panel.getByText('Downloading Kokoro')).toBeVisible();
  await panel.getByRole('button', { name: 'Cancel and discard' }).click();
  await expect(page.locator('body')).not.toBeFocused();
  await expect(panel.getByRole('button', { name: /^Download/ })).toBeVisible();
  await expect(stored(page)).toHaveCount(0);
  gate.release();
  await panel.getByRole('button', { name: /^Download/ }).click();
  await expect(stored(page).filter({ hasText: 'q8' })).toBeVisible();
});

test('diagnostics hold figures and none of the texts', async ({ app }) => {
  await app.getByLabel('Text to speak').fill('my secret text');
  await speakInPage(app, { model: 'espeak-ng', voice: 'my secret voice', input: 'my secret text' });
  await openModels(app);
  const download = app.waitForEvent('download');
  await app.getByRole('button', { name: 'Export diagnostics' }).click();
  const text = readFileSync(await (await download).path(), 'utf8');
  expect(text).not.toContain('secret');
  expect(JSON.parse(text)).toMatchObject({
    device: { isIsolated: true },
    storage: { kind: 'opfs' },
    requests: expect.arrayContaining([expect.objectContaining({ status: 400, error: 'invalid_value' })]),
  });
});
