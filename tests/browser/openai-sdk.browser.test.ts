import type { OpenAI as OpenAIClass } from 'openai';
import { expect, test } from './support/app-test.ts';
import { buildSdkBundles, sdkPackages } from './support/sdk-bundles.ts';
import { fetchInPage, toWavSamples } from './support/speech-fetch.ts';

test.beforeAll(buildSdkBundles);

const longText = Array.from(
  { length: 40 },
  (_, index) => `Part ${index + 1} of this text is a whole sentence by itself, and it goes on for a while.`,
).join(' ');

for (const sdk of sdkPackages) {
  test(`${sdk} creates speech as wav`, async ({ apiPage }) => {
    const bytes = await apiPage.evaluate(async (name) => {
      const { OpenAI } = (await import(/* @vite-ignore */ `/test/${name}.js`)) as {
        OpenAI: typeof OpenAIClass;
      };
      const openai = new OpenAI({
        baseURL: `${location.origin}/v1`,
        apiKey: 'not needed',
        dangerouslyAllowBrowser: true,
      });
      const response = await openai.audio.speech.create({
        model: 'tts-1',
        voice: 'nova',
        input: 'The official SDK, in a page.',
        response_format: 'wav',
      });
      return [...new Uint8Array(await response.arrayBuffer())];
    }, sdk);
    expect(toWavSamples(Buffer.from(bytes)).some((sample) => Math.abs(sample) > 0.1)).toBe(true);
  });

  test(`${sdk} streams pcm, whose first bytes come before the last segment is begun`, async ({ apiPage }) => {
    const { reads, runsBefore, runsAtFirstRead, byteCount } = await apiPage.evaluate(
      async ({ name, input }) => {
        const { OpenAI } = (await import(/* @vite-ignore */ `/test/${name}.js`)) as {
          OpenAI: typeof OpenAIClass;
        };
        const openai = new OpenAI({
          baseURL: `${location.origin}/v1`,
          apiKey: 'not needed',
          dangerouslyAllowBrowser: true,
        });
        const readRuns = async (): Promise<number> =>
          ((await (await fetch('/v1/engine')).json()) as { runs: number }).runs;
        const runsBefore = await readRuns();
        const response = await openai.audio.speech.create({
          model: 'kokoro-82m',
          voice: 'af_heart',
          input,
          response_format: 'pcm',
        });
        const reader = (response.body as ReadableStream<Uint8Array>).getReader();
        const lengths: number[] = [];
        let runsAtFirstRead = -1;
        for (;;) {
          const { done, value } = await reader.read();
          if (done) break;
          lengths.push(value.length);
          if (runsAtFirstRead < 0) runsAtFirstRead = await readRuns();
        }
        return {
          reads: lengths.length,
          runsBefore,
          runsAtFirstRead,
          byteCount: lengths.reduce((sum, length) => sum + length, 0),
        };
      },
      { name: sdk, input: `${sdk}. ${longText}` },
    );
    expect(reads).toBeGreaterThan(1);
    expect(byteCount / 2).toBeGreaterThan(10 * 24_000);
    const engine = JSON.parse((await fetchInPage(apiPage, '/v1/engine')).body.toString()) as { runs: number };
    expect(runsAtFirstRead).toBeGreaterThan(runsBefore);
    expect(runsAtFirstRead).toBeLessThan(engine.runs);
  });
}

test('plain fetch needs no SDK', async ({ apiPage }) => {
  const type = await apiPage.evaluate(async () => {
    const response = await fetch('/v1/audio/speech', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ input: 'Plain fetch.', voice: 'alloy', response_format: 'wav' }),
    });
    const context = new OfflineAudioContext(1, 1, 24_000);
    const { duration } = await context.decodeAudioData(await response.arrayBuffer());
    return { type: response.type, duration };
  });
  expect(type.duration).toBeGreaterThan(0.5);
  // No CORS, no opaque answer: every header can be read.
  expect(type.type).toBe('basic');
});
