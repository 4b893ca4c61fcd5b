import { expect, visitedTest as test } from './support/app-test.ts';
import { ModelGate } from './support/model-gate.ts';

const gate = new ModelGate();
let requestCount = 0;

test.use({
  siteOptions: {
    intercept: (request, response) => {
      if (/\/models\/.*\.onnx$/.test(request.url ?? '')) requestCount += 1;
      return gate.intercept(request, response);
    },
  },
});

test('a load that a request began goes on after the request gave up', async ({ app }) => {
  const outcome = app.evaluate(() => {
    const controller = new AbortController();
    addEventListener('give-up', () => controller.abort());
    return fetch('/v1/engine/load', { method: 'POST', signal: controller.signal }).then(
      ({ status }) => String(status),
      (error: unknown) => (error as Error).name,
    );
  });
  await expect.poll(() => gate.isReached, { timeout: 60_000 }).toBe(true);
  await app.evaluate(() => dispatchEvent(new Event('give-up')));
  expect(await outcome).toBe('AbortError');
  // Longer than the service worker waits before it tells the engine.
  await app.waitForTimeout(4_000);
  gate.release();
  const state = async (): Promise<string> =>
    app.evaluate(async () => ((await (await fetch('/v1/engine')).json()) as { state: string }).state);
  await expect.poll(state, { timeout: 60_000 }).toBe('ready');
  expect(requestCount).toBe(1);
});
