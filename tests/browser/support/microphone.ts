import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { chromiumArgs } from '../../../tools/test/chromium-args.ts';
import { findTestChromium } from '../../../tools/test/find-chromium.ts';
import { openApp } from './app-test.ts';
import { toSpeechFile } from './ears-site.ts';

/** A browser of its own, and the app in it. */
export interface MicrophonePage {
  readonly browser: Browser;
  readonly page: Page;
}

/** Opens the app in a browser whose microphone hears samples at 24 kHz, again and again. */
export async function openWithMicrophone(url: string, samples: Float32Array): Promise<MicrophonePage> {
  const path = join(await mkdtemp(join(tmpdir(), 'sotto-microphone-')), 'speech.wav');
  await writeFile(path, toSpeechFile(samples));
  const executablePath = findTestChromium();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      ...chromiumArgs,
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-audio-capture=${path}`,
    ],
  });
  const page = await browser.newPage();
  await openApp(page, url);
  return { browser, page };
}
