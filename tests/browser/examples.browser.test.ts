import type { Page } from '@playwright/test';
import { expect, test } from './support/app-test.ts';
import { buildSdkBundles } from './support/sdk-bundles.ts';
import { serveExamples } from './support/serve-examples.ts';

test.use({ siteOptions: { intercept: serveExamples } });

test('the examples with fetch and with the SDK speak, one after the other', async ({ page, site }) => {
  await buildSdkBundles();
  await page.addInitScript(keepContexts);
  await page.goto(`${site.url}/examples/fetch-in-a-page/`);
  await expectFetchExample(page);
  await page.goto(`${site.url}/examples/openai-sdk-in-a-page/`);
  await expectSdkExample(page);
});

/** It speaks, and says what a request lacks. */
async function expectFetchExample(page: Page): Promise<void> {
  const status = page.getByRole('status');
  await expect(status).toHaveText('Ready.');
  await page.getByRole('button', { name: 'Speak' }).click();
  await expect(status).toHaveText('Spoken by espeak-ng.');
  await page.waitForFunction(() => document.querySelector('audio')?.ended === true);
  expect(await page.evaluate(() => document.querySelector('audio')?.duration)).toBeGreaterThan(1);
  await page.getByLabel('Text').fill(' ');
  await page.getByRole('button', { name: 'Speak' }).click();
  await expect(status).toContainText("'input'");
}

/** Keeps the audio contexts of a page, in `contexts`. It runs in the page, before its scripts. */
function keepContexts(): void {
  const contexts: AudioContext[] = [];
  globalThis.AudioContext = class extends AudioContext {
    constructor(options?: AudioContextOptions) {
      super(options);
      contexts.push(this);
    }
  };
  Object.assign(globalThis, { contexts });
}

/** It speaks, falls silent, and begins again. */
async function expectSdkExample(page: Page): Promise<void> {
  const expectContexts = (...states: readonly AudioContextState[]): Promise<void> =>
    expect
      .poll(() =>
        page.evaluate(() =>
          (globalThis as unknown as { contexts: AudioContext[] }).contexts.map(({ state }) => state),
        ),
      )
      .toEqual(states);
  const status = page.getByRole('status');
  await expect(status).toHaveText('Ready.');
  const speak = page.getByRole('button', { name: 'Speak' });
  const stop = page.getByRole('button', { name: 'Stop' });
  await page.getByLabel('Text').fill('One sentence comes after another. '.repeat(30));
  await speak.click();
  await expect(status).toHaveText(/^[3-9]\d\.\d seconds of speech\.$/);
  // All of it is made, and most is still to be heard.
  await speak.click();
  await expectContexts('closed', 'running');
  await expect(status).toHaveText(/^[3-9]\d\.\d seconds of speech\.$/);
  await stop.click();
  await expect(status).toHaveText('Stopped.');
  await expect(stop).toBeDisabled();
  await page.getByLabel('Text').fill('Yes.');
  await speak.click();
  await expect(status).toHaveText(/^All \d\.\d seconds were heard\.$/);
  await expect(stop).toBeDisabled();
  await expectContexts('closed', 'closed', 'closed');
}
