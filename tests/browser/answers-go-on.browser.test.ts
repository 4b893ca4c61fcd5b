import type { Page } from '@playwright/test';
import type * as Sotto from '../../src/page.ts';
import { decodeTones } from '../fixtures/decode-tones.ts';
import { toAudibleIds } from '../fixtures/tone.ts';
import { expect, openApp, visitedTest as test } from './support/app-test.ts';
import { endWorker } from './support/end-worker.ts';
import { toSentences } from './support/formats.ts';
import { openAnswer } from './support/held-answer.ts';
import { fetchInPage, speakInPage } from './support/speech-fetch.ts';
import { sentTokenIds } from './support/sent-tokens.ts';
import { readRecording, recordSound } from './support/sound-recording.ts';
import { expectSpoken, loadKokoro, play, writeText } from './support/studio.ts';
import { serveTestPages } from './support/test-pages.ts';

test.use({ siteOptions: { intercept: serveTestPages } });

/** More segments than are made ahead of a reader, so that every answer is cut while it is being made. */
const input = toSentences(20);
const pcm = { input, response_format: 'pcm' };

/** Requests whose answers are streamed in each way in which bytes come about. */
const requests = [
  pcm,
  { input, response_format: 'wav', stream: true },
  { input, response_format: 'mp3' },
  { input, response_format: 'pcm', stream_format: 'sse', return_timestamps: true },
  // Its sound depends on where a text is cut, and that on how fast the engine is: pauses leave no choice.
  {
    ...pcm,
    model: 'espeak-ng',
    input: toSentences(20).replaceAll('. ', '. [pause:50ms] ').replaceAll(' by the old wall', ''),
    allow_voice_tags: true,
  },
];

async function countRuns(page: Page): Promise<number> {
  const { body } = await fetchInPage(page, '/v1/engine');
  return (JSON.parse(body.toString()) as { runs: number }).runs;
}

test('answers go on at the same byte when a worker ends, and when the tab of their host is closed', async ({
  app,
  context,
  site,
}) => {
  const reader = await context.newPage();
  await openApp(reader, site.url);
  const undisturbed: Buffer[] = [];
  for (const request of requests) undisturbed.push((await speakInPage(reader, request)).body);
  // One engine serves both tabs.
  expect(await countRuns(app)).toBe(await countRuns(reader));

  await test.step('the server, the engine or the session worker ends', async () => {
    for (const name of ['server', 'engine', 'session'] as const) {
      const answer = await openAnswer(reader, pcm);
      await endWorker(app, name);
      expect((await answer.readRest()).equals(undisturbed[0]!), name).toBe(true);
    }
  });

  await test.step('the host tab is closed', async () => {
    const answers = [];
    for (const request of requests) answers.push(await openAnswer(reader, request));
    await app.close();
    const disturbed = await Promise.all(answers.map((answer) => answer.readRest()));
    for (const [index, request] of requests.entries())
      expect(disturbed[index]?.equals(undisturbed[index]!), JSON.stringify(request)).toBe(true);
    // They were made in the reader's own tab, which hosts now.
    expect(await countRuns(reader)).toBeGreaterThan(0);
  });

  await test.step('the last host is closed, and a page is loaded later', async () => {
    // A page of the origin that uses the API, and does not host.
    const guest = await context.newPage();
    await guest.goto(`${site.url}/test/blank.html`);
    const answer = await openAnswer(guest, pcm);
    await reader.close();
    const rest = answer.readRest();
    await openApp(await context.newPage(), site.url);
    expect((await rest).equals(undisturbed[0]!)).toBe(true);
  });
});

test('Play goes on in the next host, and no phoneme is lost or heard twice', async ({
  app,
  context,
  site,
}) => {
  await loadKokoro(app);
  const listener = await context.newPage();
  await recordSound(listener);
  await openApp(listener, site.url);
  const text = toSentences(6);
  await writeText(listener, text);
  await play(listener);
  await app.close();
  await expectSpoken(listener);
  const { samples } = await readRecording(listener);
  const sent = toAudibleIds(await sentTokenIds(text, 'en-us'));
  // The recorder may begin within the first phoneme.
  const heard = decodeTones(Float32Array.from(samples));
  expect(heard.slice(1)).toEqual(sent.slice(sent.length - heard.length + 1));
  expect(sent.length - heard.length).toBeLessThan(3);
});

test("the page's own fetch goes on when the service worker is stopped", async ({ context, site }) => {
  const page = await context.newPage();
  await page.goto(`${site.url}/test/blank.html`);
  const held = await page.evaluateHandle(async (body) => {
    const sotto = (await import(`${location.origin}/sotto.js`)) as typeof Sotto;
    const speech = await sotto.installSpeech();
    const ask = () => speech.fetch('/v1/audio/speech', { method: 'POST', body });
    const undisturbed = await (await ask()).arrayBuffer();
    const reader = (await ask()).body!.getReader();
    const { value } = await reader.read();
    return { undisturbed, reader, reads: [value!] };
  }, JSON.stringify(pcm));
  const session = await context.newCDPSession(page);
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  const isSame = await held.evaluate(async ({ undisturbed, reader, reads }) => {
    for (let step = await reader.read(); !step.done; step = await reader.read()) reads.push(step.value);
    const disturbed = new Uint8Array(await new Blob(reads).arrayBuffer());
    const expected = new Uint8Array(undisturbed);
    return disturbed.length === expected.length && disturbed.every((byte, index) => byte === expected[index]);
  });
  expect(isSame).toBe(true);
});
