import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inWorker } from '../../tools/faults/worker-scripts.ts';
import { decodeTones } from '../fixtures/decode-tones.ts';
import { toAudibleIds } from '../fixtures/tone.ts';
import { createTwin, TWIN_MODEL } from '../fixtures/twin-model.ts';
import { expect, visitedTest as test } from './support/app-test.ts';
import { sentTokenIds } from './support/sent-tokens.ts';
import { toneModels, type Interceptor } from './support/site.ts';
import { speakInPage, toSamples } from './support/speech-fetch.ts';

const twin = createTwin(readFileSync(join(toneModels, 'catalog.json'), 'utf8'));

/** Serves a mirror with two models. */
const intercept: Interceptor = ({ url }, response) => {
  const isCatalog = url === '/models/catalog.json';
  if (!isCatalog && url !== `/models/${twin.path}`) return false;
  response.setHeader('Content-Type', isCatalog ? 'application/json' : 'application/octet-stream');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.end(isCatalog ? twin.catalog : twin.weights);
  return true;
};

/** The next array of samples finds no memory. */
const allocateNothingOnce = `{
  const { Float32Array } = self;
  self.Float32Array = function () {
    self.Float32Array = Float32Array;
    throw new RangeError('Array buffer allocation failed');
  };
  self.Float32Array.prototype = Float32Array.prototype;
}`;

test.use({ siteOptions: { intercept } });

test('two models answer at the same time, each its own requests, until memory runs out, which is said', async ({
  app,
}) => {
  const input = 'The quick brown fox jumps over the lazy dog. Then it sleeps for an hour. Then it wakes.';
  const sent = toAudibleIds(await sentTokenIds(input, 'en-us'));
  const [loud, soft] = await Promise.all(
    ['kokoro-82m', TWIN_MODEL].map(async (model) => {
      const body = { model, voice: 'af_heart', input, response_format: 'pcm' };
      const answer = await speakInPage(app, body);
      expect(answer.status).toBe(200);
      const samples = toSamples(answer.body);
      expect(decodeTones(samples)).toEqual(sent);
      return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    }),
  );
  expect(soft! / loud!).toBeCloseTo(0.5, 2);

  // Whichever of the two it is, the other one leaves.
  await inWorker(app, 'session', allocateNothingOnce);
  for (const model of ['kokoro-82m', TWIN_MODEL]) {
    const answer = await speakInPage(app, { model, voice: 'af_heart', input, response_format: 'pcm' });
    expect(decodeTones(toSamples(answer.body))).toEqual(sent);
  }
  await app.getByRole('tab', { name: 'Models and device' }).click();
  await expect(app.getByText('Memory is short')).toBeVisible();
  await expect(
    app.getByText(/^kokoro-(82m|twin) was unloaded so that another model could run\./),
  ).toBeVisible();
});
