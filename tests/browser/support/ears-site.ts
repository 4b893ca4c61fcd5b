import { join } from 'node:path';
import vocabulary from '../../../src/contract/phoneme-ids.json' with { type: 'json' };
import { createDetector } from '../../../tools/tone-listener/create-detector.ts';
import { writeListenerMirror } from '../../../tools/tone-listener/write-listener-mirror.ts';
import { toTones } from '../../fixtures/tone.ts';
import { toWavFile } from '../../fixtures/wav-file.ts';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { expect, openApp, test as base } from './app-test.ts';
import { servePageModules } from './page-modules.ts';
import { listModels } from './real-voice-test.ts';
import { openSite, type Interceptor, type Site } from './site.ts';
import { fetchInPage } from './speech-fetch.ts';

const SAMPLE_RATE = 24_000;
const TOKENS_PER_SECOND = 20;

/** A mirror whose Kokoro is the tone model, and whose Whisper hears it. */
const earsModels = join(import.meta.dirname, '../../../.cache/models/tone-ears');

const detector = createDetector();

/** Silero rightly takes tones for no voice, so a detector that takes any sound for one stands in its place. */
export const serveDetector: Interceptor = ({ url = '' }, response) => {
  if (!url.includes('silero_vad')) return false;
  response.writeHead(200, { 'Content-Type': 'application/octet-stream' });
  response.end(detector);
  return true;
};

/** Writes that mirror and returns its folder. */
export async function writeEarsModels(): Promise<string> {
  await writeListenerMirror(earsModels);
  return earsModels;
}

/** The app's test whose models speak in tones and hear them. */
export const test = base.extend({
  siteOptions: { models: await writeEarsModels(), intercept: serveDetector },
});

/** An origin whose recogniser is stored. */
export interface Ears {
  readonly context: BrowserContext;
  readonly site: Site;
  close(): Promise<void>;
}

/** Opens such an origin: the tone model's, where tests find their page modules, too. */
export async function openEars(browser: Browser): Promise<Ears> {
  const site = await openSite({
    models: await writeEarsModels(),
    intercept: (...exchange) => serveDetector(...exchange) || servePageModules(...exchange),
  });
  const context = await browser.newContext();
  const page = await context.newPage();
  await openApp(page, site.url);
  await page.getByRole('tab', { name: 'Subtitles' }).click();
  await getEars(page);
  await expect.poll(() => listModels(page)).toContain('whisper-1');
  await page.close();
  const close = async (): Promise<void> => {
    await context.close();
    await site.close();
  };
  return { context, site, close };
}

/** The same on a later visit, with the recogniser stored: to fetch it takes longest. */
export const earsTest = test.extend({
  site: async ({ ears }, use) => use(ears.site),
  context: async ({ ears }, use) => {
    await use(ears.context);
    await Promise.all(ears.context.pages().map((page) => page.close()));
  },
});

export { expect };

/** Downloads the recogniser where a part of the page offers it. */
export async function getEars(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Get Whisper base/ }).click();
}

/** Loads Kokoro, whether an earlier test had it stored or not. */
export async function loadVoice(page: Page): Promise<void> {
  const { status } = await fetchInPage(page, '/v1/engine/load', { method: 'POST' });
  expect(status).toBe(200);
}

/** Sounds phonemes as the tone model does; a number stands for so many seconds of silence. */
export function toSpeech(...parts: readonly (string | number)[]): Float32Array<ArrayBuffer> {
  const ids: Readonly<Record<string, number>> = vocabulary;
  const tokens = parts.flatMap((part) =>
    typeof part === 'number'
      ? new Array<number>(Math.round(part * TOKENS_PER_SECOND)).fill(0)
      : Array.from(part, (phoneme) => ids[phoneme] ?? 0),
  );
  return toTones(tokens);
}

/** Writes samples at 24 kHz as a WAV file. */
export function toSpeechFile(samples: Float32Array): Buffer<ArrayBuffer> {
  const integers = Int16Array.from(samples, (sample) => Math.round(sample * 32_767));
  return toWavFile(integers, { rate: SAMPLE_RATE });
}
