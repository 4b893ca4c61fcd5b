import type { Phonemizer } from '../../../src/contract/phonemizer.ts';
import { kokoroAlphabet } from '../../../src/phonemes/alphabet/kokoro-alphabet.ts';
import { describe, expect, it } from 'vitest';
import { DEFAULT_NORMALIZATION } from '../../../src/contract/normalization.ts';
import { SpeechError } from '../../../src/contract/errors.ts';
import { createScript } from '../../../src/text/formats/create-script.ts';
import { plan } from '../../../src/speech/plan.ts';
import { createFakePhonemizer } from '../../fixtures/fake-phonemizer.ts';
import { expectWhole, letters, planAll, planRequest, request } from './plan-whole.ts';

const asWritten = { ...DEFAULT_NORMALIZATION, normalize: false };

describe('plan on anything that can be pasted', () => {
  it.each([
    ['one word of 5,000 letters', 'a'.repeat(5000)],
    ['5,000 astral letters', '𝒜'.repeat(5000)],
    ['5,000 digits', '7'.repeat(5000)],
    ['no spaces', 'one,two;three.four'.repeat(400)],
    ['Chinese', '我们今天去公园，然后回家吃饭。'.repeat(200)],
    ['Chinese without punctuation', '我们今天去公园然后回家吃饭'.repeat(200)],
    ['right to left', 'مرحبا بالعالم. كيف حالك؟ '.repeat(100)],
    ['control characters', Array.from({ length: 160 }, (_, i) => String.fromCharCode(i)).join('a. ')],
    ['lone surrogates', '\ud800 a. \udc00\udc00B\ud83d. c\ud83d'.repeat(50)],
    ['4,096 newlines around words', `${'\n'.repeat(2048)}Hi.${'\r\n'.repeat(1024)}Ho`],
    ['combining marks', `a${'\u0301'.repeat(5000)}b`],
    ['a line of one letter, 1,000 times', 'a\n'.repeat(1000)],
    ['a sentence of one letter, 1,000 times', 'a! '.repeat(1000)],
    ['emoji around a word', `${'😀'.repeat(1000)}Hi!${'🏳️‍🌈'.repeat(1000)}`],
    ['mixed scripts', 'Hello 你好 नमस्ते مرحبا Привет 안녕하세요. '.repeat(100)],
  ])('speaks %s whole', async (_, text) => {
    const phonemizer = createFakePhonemizer();
    // A language of which nothing is folded or written out, so that what is spoken is what was written.
    const segments = await planRequest(
      request(text, { language: 'ja', normalization: asWritten }),
      phonemizer,
    );
    expectWhole(text, segments);
    const spoken = segments.map(({ phonemes }) => letters(phonemes)).join('');
    expect(Array.from(spoken)).toHaveLength(Array.from(letters(text)).length);
  });

  it.each(['', '\n'.repeat(4096), '?!... —', '\ud800', '\u0000'])('refuses %j', async (text) => {
    const failed = await planAll(text).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(SpeechError);
    expect(failed).toMatchObject({
      code: 'no_speakable_text',
      param: 'input',
      message: "Nothing in 'input' can be spoken.",
    });
  });

  it('names emoji where there is nothing else', async () => {
    const [segment] = await planAll('👍');
    expect(segment?.read).toBe('👍');
    expect((await planAll('Great 👍')).map(({ read }) => read)).toEqual(['Great']);
  });

  it('refuses a text that the phonemizer has no sound for', async () => {
    const mute: Phonemizer = {
      alphabet: kokoroAlphabet,
      phonemize: () => Promise.resolve({ phonemes: ' . \u0329', words: [] }),
    };
    await expect(planAll('Hello.', mute)).rejects.toMatchObject({ code: 'no_speakable_text' });
  });

  it('passes on what the phonemizer refuses', async () => {
    const error = new SpeechError('invalid_value', 'No Japanese yet.', { param: 'language' });
    const refusing: Phonemizer = { alphabet: kokoroAlphabet, phonemize: () => Promise.reject(error) };
    await expect(planAll('Hello.', refusing)).rejects.toBe(error);
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    const phonemizer = createFakePhonemizer();
    const segments = plan(
      await createScript(request('One two three four five six. '.repeat(50))),
      phonemizer,
      {
        signal: controller.signal,
      },
    );
    await segments.next();
    const { length } = phonemizer.calls;
    controller.abort();
    await expect(segments.next()).rejects.toMatchObject({ name: 'AbortError' });
    expect(phonemizer.calls).toHaveLength(length);
  });
});
