import type * as SdkPage from './pages/sdk-page.ts';
import { browserNames, expect, test, whereMissing } from './support/browsers-test.ts';
import { toModuleCaller, type ModuleCaller } from './support/call-module.ts';
import { toSentences } from './support/formats.ts';
import { buildPageModule } from './support/page-modules.ts';
import { buildSdkBundles, sdkPackages } from './support/sdk-bundles.ts';

const types = {
  mp3: 'audio/mpeg',
  opus: 'audio/opus',
  aac: 'audio/aac',
  flac: 'audio/flac',
  wav: 'audio/wav',
  pcm: 'audio/pcm',
};

test.beforeAll(async () => {
  await buildSdkBundles();
  await buildPageModule('sdk-page');
});

for (const name of browserNames) {
  for (const sdk of sdkPackages) {
    test.describe(`${sdk} in ${name}`, () => {
      test.skip(...whereMissing(name));
      let run: ModuleCaller<typeof SdkPage>;
      test.beforeEach(async ({ browsers }) => {
        run = toModuleCaller(await browsers.sharedPage(name), 'sdk-page');
      });

      test('speaks every format', async () => {
        const answers = await run('speakFormats', sdk, Object.keys(types));
        for (const [format, type] of Object.entries(types)) {
          expect(answers[format]?.type).toBe(type);
          expect(answers[format]?.byteCount).toBeGreaterThan(5_000);
        }
      });

      test('hands out events that are read by hand', async () => {
        const { types: events, isEqual, usage } = await run('readEvents', sdk);
        expect(isEqual).toBe(true);
        expect(events.at(-1)).toBe('speech.audio.done');
        expect(new Set(events.slice(0, -1))).toEqual(new Set(['speech.audio.delta']));
        expect(usage).toEqual({
          input_tokens: expect.any(Number),
          output_tokens: expect.any(Number),
          total_tokens: expect.any(Number),
        });
      });

      test('gives the raw answer and its request id', async () => {
        const { requestId, engine, length, byteCount } = await run('askWithResponse', sdk);
        expect(requestId).toMatch(/^req_[0-9a-f]{32}$/);
        expect(engine).toBe('kokoro');
        expect(length).toBe(String(byteCount));
      });

      test('lists and shows models', async () => {
        const { ids, retrieved } = await run('listModels', sdk);
        expect(ids).toEqual(expect.arrayContaining(['kokoro-82m', 'tts-1', 'gpt-4o-mini-tts', 'espeak-ng']));
        expect(retrieved).toBe('hexgrad/Kokoro-82M');
      });

      test('raises BadRequestError with all it was told, once', async () => {
        const { statuses, errorClasses, error } = await run('call', { sdk, body: { voice: 'nope' } });
        expect(statuses).toEqual([400]);
        expect(errorClasses).toContain('BadRequestError');
        expect(error).toMatchObject({
          status: 400,
          code: 'invalid_value',
          param: 'voice',
          type: 'invalid_request_error',
          requestID: expect.stringMatching(/^req_[0-9a-f]{32}$/),
          message: expect.stringContaining("'nope'"),
        });
      });

      test('raises NotFoundError for a model and for a path, once', async () => {
        const model = await run('call', { sdk, body: { model: 'nope' } });
        expect(model).toMatchObject({ statuses: [404], error: { code: 'model_not_found', param: 'model' } });
        expect(model.errorClasses).toContain('NotFoundError');
        const path = await run('call', { sdk, path: '/audio/nothing' });
        expect(path).toMatchObject({ statuses: [404], error: { code: 'unknown_url' } });
        expect(path.errorClasses).toContain('NotFoundError');
      });

      test('raises a plain APIError for a wrong method and for a body that is too long', async () => {
        const method = await run('call', { sdk, path: '/audio/speech' });
        expect(method).toMatchObject({
          statuses: [405],
          error: { status: 405, code: 'method_not_supported' },
        });
        expect(method.errorClasses).toEqual(expect.arrayContaining(['APIError']));
        const input = 'x'.repeat(1_100_000);
        const size = await run('call', { sdk, path: '/audio/speech', method: 'post', body: { input } });
        expect(size).toMatchObject({ statuses: [413], error: { status: 413, code: 'request_too_large' } });
      });

      test('stops in the middle of an answer', async () => {
        const before = await run('countRuns');
        expect(await run('abortInTheMiddle', sdk, toSentences(60))).toBe('AbortError');
        // What is still under way shows once a later request was answered.
        await run('call', { sdk, body: { input: 'Afterwards.' } });
        expect((await run('countRuns')) - before).toBeLessThan(10);
      });
    });
  }
}
