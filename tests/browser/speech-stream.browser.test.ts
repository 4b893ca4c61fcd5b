import type * as AiSdkPage from './pages/ai-sdk-page.ts';
import type * as StreamPage from './pages/stream-page.ts';
import { browserNames, expect, test, whereMissing } from './support/browsers-test.ts';
import { toModuleCaller, type ModuleCaller } from './support/call-module.ts';
import { toSentences } from './support/formats.ts';
import { buildPageModule } from './support/page-modules.ts';

const text =
  'Hello **there, my friend**. Dr. Smith paid $5, or 1,000 yen.\n\n- One item. And more\n- Another\n\n```js\nnot(spoken);\n```\nThe end, at last.';

test.beforeAll(() => Promise.all([buildPageModule('stream-page'), buildPageModule('ai-sdk-page')]));

for (const name of browserNames) {
  test.describe(`a text that is still being written, in ${name}`, () => {
    test.skip(...whereMissing(name));
    let run: ModuleCaller<typeof StreamPage>;
    test.beforeEach(async ({ browsers }) => {
      run = toModuleCaller(await browsers.sharedPage(name), 'stream-page');
    });

    test('gives the same words in one piece and token by token, in every form', async () => {
      const whole = await run('speakParts', [text], { form: 'text' });
      expect(whole.failure).toBeNull();
      const spans = whole.words.map(({ text, start, end }) => ({ text, start, end }));
      expect(spans.map((word) => word.text).join(' ')).toBe(
        'Hello there my friend Dr. Smith paid $5 or 1,000 yen One item And more Another The end at last',
      );
      for (const { text: word, start, end } of spans) expect(text.slice(start, end)).toBe(word);
      const starts = whole.words.map(({ startSeconds }) => startSeconds);
      expect(starts).toEqual(starts.toSorted((one, other) => one - other));
      expect(whole.words.at(-1)!.endSeconds).toBeLessThanOrEqual(whole.seconds);
      const tokens = text.match(/\s*\S{1,4}|\s+$/gu)!;
      for (const form of ['iterable', 'async', 'stream'] as const) {
        const streamed = await run('speakParts', tokens, { form });
        expect(streamed).toMatchObject({ failure: null, text });
        expect(streamed.words.map(({ text, start, end }) => ({ text, start, end }))).toEqual(spans);
      }
    });

    test('speaks what is whole when nothing more comes, and lets go of the source', async () => {
      expect(await run('speakStalled', 'Hello there. I was thi', 2)).toEqual(['Hello', 'there', 'true']);
    });

    test('tells what was heard of it, whole and interrupted', async () => {
      test.skip(
        name === 'Firefox',
        'Without a sound device Firefox runs no audio context, so nothing is heard in it.',
      );
      const sentence = 'One two three four five six seven eight nine ten.';
      const whole = await run('play', sentence, null);
      expect(whole).toBe(sentence.length - 1);
      const long = toSentences(20);
      const cut = await run('play', long, 1_000);
      expect(cut).toBeGreaterThan(0);
      expect(cut).toBeLessThan(long.length / 2);
    });

    test('streams through the AI SDK', async ({ browsers }) => {
      const speak = toModuleCaller<typeof AiSdkPage>(await browsers.sharedPage(name), 'ai-sdk-page');
      const { type, byteCount } = await speak('speakWithAiSdk');
      expect(type).toMatch(/^audio\/(ogg|opus)$/);
      expect(byteCount).toBeGreaterThan(20_000);
    });

    test('ends with its signal, and reports errors as the API does', async () => {
      const { failure, runs } = await run('abortStream', toSentences(60));
      expect(failure).toBe('AbortError');
      expect(runs).toBeLessThan(10);
      const refused = await run('speakParts', ['Hello.'], { form: 'text', voice: 'nobody' });
      expect(refused.failure).toMatch(/^SpeechError: Invalid value: 'nobody'/);
      expect(await run('speakParts', ['…', ' ***', '\n\n'], { form: 'iterable' })).toMatchObject({
        failure: null,
        words: [],
        seconds: 0,
      });
    });
  });
}
