import { serveDetector, toSpeech, toSpeechFile, writeEarsModels } from './support/ears-site.ts';
import { expect, install, serveTestFiles, test, whereMissing } from './support/browsers-test.ts';
import { toSentences } from './support/formats.ts';
import { speakIn } from './support/script-fetch.ts';
import { openSite } from './support/site.ts';
import { toSamples, toWavSamples } from './support/speech-fetch.ts';

test.skip(...whereMissing('Firefox'));

test('Firefox streams: the first bytes come before the last segment is begun', async ({ browsers }) => {
  const page = await browsers.sharedPage('Firefox');
  const { runsAtFirstRead, runsAtEnd, sampleCount } = await page.run(async (input) => {
    const toRuns = async (): Promise<number> =>
      ((await (await fetch('/v1/engine')).json()) as { runs: number }).runs;
    const response = await fetch('/v1/audio/speech', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ input, response_format: 'pcm' }),
    });
    const reader = response.body!.getReader();
    let byteCount = (await reader.read()).value?.length ?? 0;
    const runsAtFirstRead = await toRuns();
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      byteCount += read.value.length;
    }
    return { runsAtFirstRead, runsAtEnd: await toRuns(), sampleCount: byteCount / 2 };
  }, toSentences(30));
  expect(runsAtFirstRead).toBeLessThan(runsAtEnd);
  expect(sampleCount).toBeGreaterThan(30 * 24_000);
});

test('Firefox speaks with the built-in voice', async ({ browsers }) => {
  const page = await browsers.sharedPage('Firefox');
  const request = { model: 'espeak-ng', input: 'Good morning. It is a fine day.', response_format: 'wav' };
  const answer = await speakIn(page, request);
  expect(answer.headers['x-sotto-engine']).toBe('espeak-ng');
  const samples = toWavSamples(answer.body);
  expect(samples.length).toBeGreaterThan(24_000);
  expect(samples.filter((sample) => Math.abs(sample) > 0.02).length).toBeGreaterThan(samples.length / 4);
});

test('Firefox writes speech down', async ({ browsers }) => {
  const site = await openSite({ models: await writeEarsModels(), intercept: serveDetector });
  const page = await browsers.openPage('Firefox');
  await page.goto(site.url);
  await page.run(() => navigator.serviceWorker.ready.then(() => undefined));
  const find = (name: string): Promise<boolean> =>
    page.run((wanted) => {
      const buttons = [...document.querySelectorAll<HTMLElement>('[role="tab"], button')];
      const button = buttons.find(({ textContent }) => textContent.trim().startsWith(wanted));
      // A tab is opened as it is pressed.
      button?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, button: 0 }));
      button?.click();
      return button !== undefined;
    }, name);
  await expect.poll(() => find('Subtitles')).toBe(true);
  await expect.poll(() => find('Get Whisper base')).toBe(true);
  const ask = (base64: string): Promise<string> =>
    page.run(async (text) => {
      const form = new FormData();
      form.append(
        'file',
        new File([Uint8Array.from(atob(text), (character) => character.charCodeAt(0))], 'a'),
      );
      form.append('response_format', 'text');
      return (await fetch('/v1/audio/transcriptions', { method: 'POST', body: form })).text();
    }, base64);
  const sound = toSpeechFile(toSpeech(0.5, 'ðə mæn sæt.', 1.5, 'ʃiː sæŋ ə sɔŋ.', 0.5));
  // Until the model is stored, the answer is an error.
  await expect.poll(() => ask(sound.toString('base64'))).toBe('ðə mæn sæt. ʃiː sæŋ ə sɔŋ.\n');
  await page.close();
  await site.close();
});

test('Firefox reloads and speaks with the server gone', async ({ browsers }) => {
  const site = await openSite({ intercept: serveTestFiles });
  const page = await browsers.openPage('Firefox');
  await page.goto(site.url);
  await page.run(() => navigator.serviceWorker.ready.then(() => undefined));
  await install(page, site);
  await speakIn(page, { input: 'Stored by this.', response_format: 'pcm' });
  await site.close();

  await page.goto(site.url);
  const request = { input: 'Still here.', response_format: 'pcm' };
  await expect.poll(async () => (await speakIn(page, request)).status).toBe(200);
  const answer = await speakIn(page, request);
  expect(answer.headers['x-sotto-engine']).toBe('kokoro');
  expect(toSamples(answer.body).some((sample) => Math.abs(sample) > 0.1)).toBe(true);
  await page.close();
});
