import type { Page } from '@playwright/test';
import type { EngineStatus } from '../../../src/contract/engine-status.ts';
import { realMirror } from '../../fixtures/real-models.ts';
import { expect, openApp, test } from './app-test.ts';
import { openSite } from './site.ts';
import { fetchInPage } from './speech-fetch.ts';
import { transcribeInPage } from './transcribe-in-page.ts';

interface RealVoiceFixtures {
  /** The app with the real Kokoro loaded. */
  readonly voicePage: Page;
  /** The same page, once Whisper base was downloaded, too. */
  readonly hearingPage: Page;
}

/** Playwright's test with the real models in one page for all tests: to load them takes longest. */
export const realVoiceTest = test.extend<object, RealVoiceFixtures>({
  voicePage: [
    async ({ browser }, use) => {
      const site = await openSite({ models: realMirror() ?? '' });
      const page = await browser.newPage();
      await openApp(page, site.url);
      await downloadKokoro(page);
      await use(page);
      await page.context().close();
      await site.close();
    },
    { scope: 'worker', timeout: 900_000 },
  ],
  hearingPage: [
    async ({ voicePage }, use) => {
      const absent = await transcribeInPage(voicePage, Buffer.from('RIFF'));
      expect([absent.status, absent.body]).toEqual([404, expect.stringContaining('model_not_found')]);
      await downloadWhisper(voicePage);
      await use(voicePage);
    },
    { scope: 'worker', timeout: 900_000 },
  ],
});

/** Reads what the engine of Kokoro is and does. */
export async function readStatus(page: Page): Promise<EngineStatus> {
  return JSON.parse((await fetchInPage(page, '/v1/engine')).body.toString()) as EngineStatus;
}

/** Lists the models that the API offers, by name. */
export function listModels(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const { data } = (await (await fetch('/v1/models')).json()) as { data: readonly { id: string }[] };
    return data.map(({ id }) => id);
  });
}

/** Loads as a user does, who waits for as long as it takes. */
async function downloadKokoro(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: /^Download/ }).first();
  // What will be fetched is named with its size.
  await expect(button).toContainText('92 MB');
  await button.click();
  await expect.poll(async () => (await readStatus(page)).state, { timeout: 800_000 }).toBe('ready');
}

/** Downloads as a user does, in the panel of the models. */
async function downloadWhisper(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Models and device' }).first().click();
  await page.getByRole('button', { name: /^Get Whisper base/ }).click();
  await expect(page.getByRole('list').filter({ hasText: 'Speech recognition' })).toBeVisible({
    timeout: 300_000,
  });
  await expect.poll(() => listModels(page), { timeout: 60_000 }).toContain('whisper-1');
}
