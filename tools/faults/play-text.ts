import type { Page } from '@playwright/test';
import { readRecording, recordSound } from '../../tests/browser/support/sound-recording.ts';
import type { AppBrowser } from './app-browser.ts';
import type { OpenSound } from './read-answer.ts';

/** How long a take may take to be heard to its end. */
const TAKE_LIMIT_MS = 600_000;

/** One render quantum: shorter stretches of zeros belong to a tone. */
const QUANTUM = 128;

/** At the usual speed. */
const SAMPLES_PER_TONE = 1_200;

/** Presses Play in a tab of its own, which does not host yet. */
export async function openPlay(app: AppBrowser, text: string): Promise<OpenSound> {
  const page = await app.openListener(recordSound);
  await page.evaluate(() => fetch('/v1/engine/load', { method: 'POST', body: '{}' }));
  await page.getByText('Kokoro is ready').waitFor();
  await page.getByLabel('Text to speak').fill(text);
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  const readDelivered = async (): Promise<Float32Array> => withoutPauses((await readRecording(page)).samples);
  return {
    readTo: (toneCount) => untilHeard(page, toneCount * SAMPLES_PER_TONE),
    readRest: async () => {
      await page.getByText(/^Spoken by/).waitFor({ timeout: TAKE_LIMIT_MS });
      return readDelivered();
    },
    readDelivered,
    close: () => page.close(),
  };
}

async function untilHeard(page: Page, sampleCount: number): Promise<void> {
  await page.waitForFunction((least) => {
    const { recording } = globalThis as unknown as { recording: { samples: { length: number } } };
    return recording.samples.length >= least;
  }, sampleCount);
}

/** Where the player waits for its source it plays zeros, maybe in the middle of a tone. */
function withoutPauses(samples: readonly number[]): Float32Array {
  const kept: number[] = [];
  let zeros = 0;
  for (const sample of samples) {
    zeros = sample === 0 ? zeros + 1 : 0;
    kept.push(sample);
    if (zeros !== QUANTUM) continue;
    kept.length -= QUANTUM;
    zeros = 0;
  }
  return Float32Array.from(kept);
}
