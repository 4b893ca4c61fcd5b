import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeToneMirror } from '../../tools/tone-model.ts';
import { decodeTones } from '../fixtures/decode-tones.ts';
import { toAudibleIds } from '../fixtures/tone.ts';
import {
  browserNames,
  expect,
  install,
  serveTestFiles,
  test as base,
  whereMissing,
} from './support/browsers-test.ts';
import { toSentences } from './support/formats.ts';
import type { ScriptPage } from './support/script-page.ts';
import { sentTokenIds } from './support/sent-tokens.ts';
import { openSite, type Site } from './support/site.ts';
import { toSamples } from './support/speech-fetch.ts';

/** Browsers end service workers after 30, 60 and 305 s; an answer must outlast them all. */
const LEAST_SECONDS = 330;

/** What the text is made for: the machine may be faster later than it was when it was measured. */
const AIM_SECONDS = 450;

const test = base.extend<{ readonly slowSite: Site }>({
  slowSite: async ({ browserName: _ }, use) => {
    const models = mkdtempSync(join(tmpdir(), 'sotto-models-'));
    await writeToneMirror(models, { megaflopsPerToken: 1_000 });
    const site = await openSite({ models, intercept: serveTestFiles });
    await use(site);
    await site.close();
    rmSync(models, { recursive: true });
  },
});

for (const name of browserNames) {
  test(`an answer that takes minutes to make arrives whole in ${name}`, async ({ browsers, slowSite }) => {
    test.skip(...whereMissing(name));
    const page = await install(await browsers.openPage(name), slowSite, {
      settings: { maxInputLength: 1_000_000 },
    });
    await stream(page, toSentences(1));
    const { seconds } = await stream(page, toSentences(4));
    const input = toSentences(Math.ceil((4 * AIM_SECONDS) / seconds));

    const answer = await stream(page, input);
    console.log(
      `${name}: ${input.length} characters in ${answer.seconds.toFixed(0)} s, ${answer.readCount} reads, ` +
        `${(answer.body.length / 48_000).toFixed(0)} s of sound, longest wait ${answer.longestWaitSeconds.toFixed(1)} s`,
    );
    expect(answer.status).toBe(200);
    expect(answer.seconds).toBeGreaterThan(LEAST_SECONDS);
    expect(answer.readCount).toBeGreaterThan(20);
    const sent = toAudibleIds(await sentTokenIds(input, 'en-us'));
    expect(decodeTones(toSamples(answer.body))).toEqual(sent);
    await page.close();
  });
}

interface Streamed {
  readonly status: number;
  readonly body: Buffer;
  readonly seconds: number;
  readonly readCount: number;
  readonly longestWaitSeconds: number;
}

async function stream(page: ScriptPage, input: string): Promise<Streamed> {
  const { base64, ...rest } = await page.run(async (text) => {
    const startedAt = performance.now();
    const response = await fetch('/v1/audio/speech', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ input: text, response_format: 'pcm' }),
    });
    const reads: Uint8Array<ArrayBuffer>[] = [];
    const reader = response.body!.getReader();
    let longestWaitMs = 0;
    for (;;) {
      const askedAt = performance.now();
      const { done, value } = await reader.read();
      longestWaitMs = Math.max(longestWaitMs, performance.now() - askedAt);
      if (done) break;
      reads.push(value);
    }
    const dataUrl = await new Promise<string>((resolve) => {
      const file = new FileReader();
      file.onload = () => resolve(file.result as string);
      file.readAsDataURL(new Blob(reads));
    });
    return {
      status: response.status,
      base64: dataUrl.slice(dataUrl.indexOf(',') + 1),
      seconds: (performance.now() - startedAt) / 1000,
      readCount: reads.length,
      longestWaitSeconds: longestWaitMs / 1000,
    };
  }, input);
  return { ...rest, body: Buffer.from(base64, 'base64') };
}
