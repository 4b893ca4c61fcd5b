import { readFile } from 'node:fs/promises';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { chromiumArgs } from '../../tools/test/chromium-args.ts';
import { findOrInstallChromium } from '../../tools/test/find-chromium.ts';
import { decodeTones } from '../fixtures/decode-tones.ts';
import { toAudibleIds } from '../fixtures/tone.ts';
import { expect, test } from './support/app-test.ts';
import { sentTokenIds } from './support/sent-tokens.ts';
import { toSamples } from './support/speech-fetch.ts';

const UTTERANCES = 500;

test('after 500 utterances the page needs no more memory than after 50', async ({ site }) => {
  test.skip(process.platform !== 'linux', 'Only Linux tells the memory of a process in a file.');
  const browser = await puppeteer.launch({
    executablePath: findOrInstallChromium(),
    args: [...chromiumArgs],
    // Where requests are watched from outside, the page's process keeps every answer for the watcher.
    networkEnabled: false,
  });
  try {
    const page = await browser.newPage();
    await page.goto(site.url);
    let memoryAt50 = 0;
    const measured: string[] = [];
    for (let index = 0; index < UTTERANCES; index += 1) {
      const input = `Utterance ${index} says ${'something else '.repeat(1 + (index % 7))}than the one before.`;
      const isLooked = index % 50 === 49;
      const pcm = await speak(page, input, isLooked);
      if (!isLooked) continue;
      expect(decodeTones(toSamples(pcm))).toEqual(toAudibleIds(await sentTokenIds(input, 'en-us')));
      const memory = await measure(browser);
      if (index === 49) memoryAt50 = memory;
      measured.push(`${index + 1}: ${Math.round(memory / 1e6)} MB`);
    }
    console.warn(measured.join(', '));
    expect((await measure(browser)) / memoryAt50).toBeLessThan(1.1);
  } finally {
    await browser.close();
  }
});

/** Speaks in the page; brings the sound out only where it is wanted, for that takes memory too. */
async function speak(page: Page, input: string, isWanted: boolean): Promise<Buffer> {
  const base64 = await page.evaluate(
    async (body, wanted) => {
      await navigator.serviceWorker.ready;
      const response = await fetch('/v1/audio/speech', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body,
      });
      if (response.status !== 200) throw new Error(`Status ${response.status}: ${await response.text()}`);
      const bytes = new Uint8Array(await response.arrayBuffer());
      return wanted ? btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')) : '';
    },
    JSON.stringify({ model: 'kokoro-82m', voice: 'af_heart', input, response_format: 'pcm' }),
    isWanted,
  );
  return Buffer.from(base64, 'base64');
}

/** Bytes that all pages hold, their workers included: the least of some moments, as what is about to be freed does not count. */
async function measure(browser: Browser): Promise<number> {
  const debugging = await browser.target().createCDPSession();
  let least = Infinity;
  for (let moment = 0; moment < 10; moment += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const { processInfo } = await debugging.send('SystemInfo.getProcessInfo');
    const pages = processInfo.filter(({ type }) => type === 'renderer');
    const statuses = await Promise.all(pages.map(({ id }) => readFile(`/proc/${id}/status`, 'utf8')));
    const kibibytes = statuses.map((status) => Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0));
    least = Math.min(least, 1024 * kibibytes.reduce((sum, size) => sum + size, 0));
  }
  await debugging.detach();
  return least;
}
