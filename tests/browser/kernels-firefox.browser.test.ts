import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeShapeMirror } from '../../tools/shape-model.ts';
import { isFullRun } from '../fixtures/full-run.ts';
import { expect, loadEngine, serveTestFiles, test, whereMissing } from './support/browsers-test.ts';
import { speakIn } from './support/script-fetch.ts';
import { openSite } from './support/site.ts';
import { toSamples } from './support/speech-fetch.ts';

test.skip(...whereMissing('Firefox'));

let models = '';

test.beforeAll(async () => {
  models = await mkdtemp(join(tmpdir(), 'shape-'));
  await writeShapeMirror(models, { width: 'small' });
});

test.afterAll(() => rm(models, { recursive: true }));

for (const threads of isFullRun ? [0, 1] : [0]) {
  test(`Firefox speaks on the kernels, with ${threads === 0 ? 'all threads' : 'one thread'}`, async ({
    browsers,
  }) => {
    const site = await openSite({ models, intercept: serveTestFiles });
    const page = await browsers.openPage('Firefox');
    await page.goto(site.url);
    await page.run(() => navigator.serviceWorker.ready.then(() => undefined));
    await expect.poll(() => page.run(async () => (await fetch('/v1/engine')).status)).toBe(200);
    await page.run(async (wanted) => {
      const headers = { 'Content-Type': 'application/json' };
      await fetch('/v1/engine', { method: 'PATCH', headers, body: JSON.stringify({ threads: wanted }) });
    }, threads);
    const status = await loadEngine(page);
    expect(status.generator).toMatchObject({ by: 'kernels', reason: null });
    expect(status.generator?.difference).toBeLessThan(1e-3);
    expect(status.threads > 1).toBe(threads === 0);
    const request = { input: 'The kernels speak.', response_format: 'pcm' };
    const [first, again] = [await speakIn(page, request), await speakIn(page, request)];
    const samples = toSamples(first.body);
    expect(samples.length % 600).toBe(0);
    expect(samples.some((sample) => Math.abs(sample) > 0.01)).toBe(true);
    expect(again.body.equals(first.body)).toBe(true);
    await page.close();
    await site.close();
  });
}
