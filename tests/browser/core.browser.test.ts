import { decodeTones } from '../fixtures/decode-tones.ts';
import { toAudibleIds } from '../fixtures/tone.ts';
import { engineNames, expect, install, serveTestFiles, test, whereMissing } from './support/browsers-test.ts';
import { fileFormats, toSentences } from './support/formats.ts';
import { speakIn } from './support/script-fetch.ts';
import type { ScriptPage } from './support/script-page.ts';
import { sentTokenIds } from './support/sent-tokens.ts';
import { openSite } from './support/site.ts';
import { toSamples } from './support/speech-fetch.ts';

/** How files of each format begin: ID3 or a frame of MPEG, Ogg, a frame of ADTS, and two names. */
const beginnings = {
  mp3: /^(494433|fff)/,
  opus: /^4f676753/,
  aac: /^fff/,
  flac: /^664c6143/,
  wav: /^52494646/,
} as const;

for (const name of engineNames) {
  test.describe(name, () => {
    test.skip(...whereMissing(name));
    let page: ScriptPage;

    test.beforeAll(async ({ browsers }) => {
      page = await browsers.sharedPage(name);
      test.info().annotations.push({ type: 'version', description: await browsers.version(name) });
    });

    test('a page is served by a service worker', async () => {
      const served = await page.run(async () => ({
        hasController: navigator.serviceWorker.controller !== null,
        status: (await fetch('/v1/models')).status,
      }));
      expect(served).toEqual({ hasController: true, status: 200 });
    });

    test('speech has every phoneme of the text, once and in order', async () => {
      const input = toSentences(5);
      const { body } = await speakIn(page, { input, response_format: 'pcm' });
      expect(decodeTones(toSamples(body))).toEqual(toAudibleIds(await sentTokenIds(input, 'en-us')));
    });

    for (const format of fileFormats) {
      test(`sound comes as ${format}`, async () => {
        const { status, body } = await speakIn(page, { input: 'Good morning.', response_format: format });
        expect(status).toBe(200);
        expect(body.toString('hex', 0, 4)).toMatch(beginnings[format]);
        expect(body.length).toBeGreaterThan(2_000);
      });
    }

    test('the first bytes come before the last segment is begun', async () => {
      const { runsAtFirstRead, runsAtEnd } = await page.run(readStreamed, toSentences(30));
      expect(runsAtFirstRead).toBeLessThan(runsAtEnd);
    });

    test('two answers at once are both whole', async () => {
      const inputs = ['The river is wide.', 'The garden is small.'];
      const lengths = await page.run(async (texts) => {
        const speak = async (input: string): Promise<number> => {
          const body = new Blob([JSON.stringify({ input, response_format: 'pcm' })], {
            type: 'application/json',
          });
          return (await (await fetch('/v1/audio/speech', { method: 'POST', body })).arrayBuffer()).byteLength;
        };
        return Promise.all(texts.map(speak));
      }, inputs);
      for (const [index, input] of inputs.entries()) {
        const alone = await speakIn(page, { input, response_format: 'pcm' });
        expect(lengths[index]).toBe(alone.body.length);
      }
    });

    test('an answer that is called off makes room for the next one', async () => {
      const { error, status } = await page.run(async (input) => {
        const controller = new AbortController();
        const ask = (text: string, signal: AbortSignal | null): Promise<Response> => {
          const json = JSON.stringify({ input: text, response_format: 'pcm' });
          const body = new Blob([json], { type: 'application/json' });
          return fetch('/v1/audio/speech', { method: 'POST', signal, body });
        };
        const reader = (await ask(input, controller.signal)).body!.getReader();
        await reader.read();
        controller.abort();
        const failed = await reader.read().then(
          () => '',
          (reason: unknown) => (reason as Error).name,
        );
        return { error: failed, status: (await ask('Next, please.', null)).status };
      }, toSentences(60));
      expect({ error, status }).toEqual({ error: 'AbortError', status: 200 });
    });

    test('the built-in voice speaks', async () => {
      const request = { model: 'espeak-ng', input: 'Good morning.', response_format: 'pcm' };
      const { headers, body } = await speakIn(page, request);
      expect(headers['x-sotto-engine']).toBe('espeak-ng');
      expect(toSamples(body).some((sample) => Math.abs(sample) > 0.1)).toBe(true);
    });

    test('the app opens, and keeps what was typed when it is reloaded', async ({ browsers }) => {
      const app = await browsers.openPage(name);
      await app.goto(browsers.site.url);
      await app.run(typeText, 'Typed in another browser.');
      // Drafts are kept shortly after the last key.
      await expect.poll(() => reloadAndRead(app)).toBe('Typed in another browser.');
      await app.close();
    });

    // In Chromium `answers-go-on` compares every byte.
    if (name === 'Chromium') return;

    test('an answer goes on when the tab that makes it is closed', async ({ browsers }) => {
      const site = await openSite({ intercept: serveTestFiles });
      const host = await browsers.openPage(name);
      await host.goto(site.url);
      await host.run(() => navigator.serviceWorker.ready.then(() => undefined));
      const reader = await install(await browsers.openPage(name), site);
      const input = toSentences(40);
      const request = { input, response_format: 'pcm' };
      const undisturbed = await speakIn(reader, request);
      await reader.run(beginAnswer, input);
      await host.close();
      expect(await reader.run(readRest)).toBe(undisturbed.body.length);
      await reader.close();
      await site.close();
    });
  });
}

/** What the page keeps between two scripts. */
interface Held {
  reader: ReadableStreamDefaultReader<Uint8Array>;
  byteCount: number;
}

async function readStreamed(input: string): Promise<{ runsAtFirstRead: number; runsAtEnd: number }> {
  const readRuns = async (): Promise<number> =>
    ((await (await fetch('/v1/engine')).json()) as { runs: number }).runs;
  const body = new Blob([JSON.stringify({ input, response_format: 'pcm' })], { type: 'application/json' });
  const reader = (await fetch('/v1/audio/speech', { method: 'POST', body })).body!.getReader();
  await reader.read();
  const runsAtFirstRead = await readRuns();
  while (!(await reader.read()).done);
  return { runsAtFirstRead, runsAtEnd: await readRuns() };
}

async function beginAnswer(input: string): Promise<void> {
  const body = new Blob([JSON.stringify({ input, response_format: 'pcm' })], { type: 'application/json' });
  const reader = (await fetch('/v1/audio/speech', { method: 'POST', body })).body!.getReader();
  const { value } = await reader.read();
  Object.assign(globalThis, { held: { reader, byteCount: value?.byteLength ?? 0 } satisfies Held });
}

async function readRest(): Promise<number> {
  const { held } = globalThis as unknown as { held: Held };
  for (let step = await held.reader.read(); !step.done; step = await held.reader.read())
    held.byteCount += step.value.byteLength;
  return held.byteCount;
}

async function typeText(text: string): Promise<void> {
  for (;;) {
    const field = document.querySelector('textarea');
    if (field !== null) {
      // React sets the value by a setter of its own, which would hide the change from it.
      Reflect.set(HTMLTextAreaElement.prototype, 'value', text, field);
      field.dispatchEvent(new Event('input', { bubbles: true }));
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function reloadAndRead(app: ScriptPage): Promise<string> {
  await app.reload();
  return app.run(async () => {
    for (;;) {
      const field = document.querySelector('textarea');
      if (field !== null) return field.value;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });
}
