import { expect, openApp, test } from './support/app-test.ts';
import { openSite } from './support/site.ts';
import { fetchInPage } from './support/speech-fetch.ts';
import { largeModels, openLargeWeights } from './support/weights-server.ts';

const load = { method: 'POST' };

test('two installations on one origin, each with an engine of its own, and two tabs of one of them fetch a model once', async ({
  page,
  context,
}) => {
  const weights = await openLargeWeights();
  const site = await openSite({
    models: largeModels,
    intercept: (request, response) => {
      request.url = request.url?.replace(/^\/other\//, '/');
      return weights.intercept(request, response);
    },
  });
  // The deeper scope first: a page belongs to the service worker that is nearest.
  await openApp(page, `${site.url}/other/`);
  const second = await context.newPage();
  await openApp(second, `${site.url}/`);
  const third = await context.newPage();
  await openApp(third, `${site.url}/`);
  const tabs = [page, second, third];
  const answers = await Promise.all(tabs.map((tab) => fetchInPage(tab, '/v1/engine/load', load)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  const engines = tabs.map(
    (tab) => tab.workers().filter((worker) => worker.url().includes('engine.worker')).length,
  );
  expect(engines).toEqual([1, 1, 0]);
  expect(weights.sentBytes).toBe(weights.bytes.length);
  await site.close();
});
