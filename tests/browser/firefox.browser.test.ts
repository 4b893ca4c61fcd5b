import { serveDetector, toSpeech, toSpeechFile, writeEarsModels } from './support/ears-site.ts';
import { expect, test, whereMissing } from './support/browsers-test.ts';
import { speakIn } from './support/script-fetch.ts';
import { openSite } from './support/site.ts';
import { toSamples } from './support/speech-fetch.ts';

test.skip(...whereMissing('Firefox'));

test('Firefox writes speech down, and reloads and speaks with the server gone', async ({ browsers }) => {
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
