import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeToneMirror } from '../../tools/tone-model.ts';
import { decodeTones } from '../fixtures/decode-tones.ts';
import { toAudibleIds } from '../fixtures/tone.ts';
import type * as LongPage from './pages/long-page.ts';
import {
  browserNames,
  expect,
  install,
  serveTestFiles,
  test as base,
  whereMissing,
} from './support/browsers-test.ts';
import { toModuleCaller, type ModuleCaller } from './support/call-module.ts';
import { toSentences } from './support/formats.ts';
import { buildPageModule } from './support/page-modules.ts';
import { sentTokenIds } from './support/sent-tokens.ts';
import { openSite, type Site } from './support/site.ts';
import { toSamples } from './support/speech-fetch.ts';

/** Browsers end service workers after 30, 60 and 305 s; an answer must outlast them all. */
const LEAST_SECONDS = 330;

/** How long the text is meant to take. */
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

/** Nothing for so long counts as an answer that has stopped. */
const STALL_SECONDS = 120;

test.beforeAll(() => buildPageModule('long-page'));

for (const name of browserNames) {
  test(`an answer that takes minutes to make arrives whole in ${name}`, async ({ browsers, slowSite }) => {
    test.skip(...whereMissing(name));
    test.setTimeout(40 * 60_000);
    const page = await install(await browsers.openPage(name), slowSite, {
      settings: { maxInputLength: 1_000_000 },
    });
    const run = toModuleCaller<typeof LongPage>(page, 'long-page');
    await stream(run, toSentences(1));
    let input = toSentences(4);
    let answer = await stream(run, input);
    let sentenceCount = 4;
    // The machine may be faster than it was when it was measured: then the text was too short.
    for (let attempt = 0; attempt < 3 && answer.seconds < LEAST_SECONDS; attempt++) {
      sentenceCount = Math.ceil((sentenceCount * AIM_SECONDS) / answer.seconds);
      input = toSentences(sentenceCount);
      answer = await stream(run, input);
    }
    console.log(
      `${name}: ${input.length} characters in ${answer.seconds.toFixed(0)} s, ${answer.readCount} reads, ` +
        `${(answer.byteCount / 48_000).toFixed(0)} s of sound, longest wait ${answer.longestWaitSeconds.toFixed(1)} s`,
    );
    expect(answer.status).toBe(200);
    expect(answer.seconds).toBeGreaterThan(LEAST_SECONDS);
    expect(answer.readCount).toBeGreaterThan(20);
    const samples = toSamples(Buffer.from(await run('take'), 'base64'));
    expect(decodeTones(samples)).toEqual(toAudibleIds(await sentTokenIds(input, 'en-us')));
    await page.close();
  });
}

/** Reads an answer to its end, and looks every few seconds whether it still moves. */
async function stream(run: ModuleCaller<typeof LongPage>, input: string): Promise<LongPage.Progress> {
  await run('start', input);
  let last = await run('progress');
  for (let movedAt = Date.now(); !last.isDone;) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const next = await run('progress');
    if (next.byteCount > last.byteCount) movedAt = Date.now();
    expect(next.error).toBeNull();
    expect(Date.now() - movedAt, JSON.stringify(next)).toBeLessThan(STALL_SECONDS * 1_000);
    last = next;
  }
  return last;
}
