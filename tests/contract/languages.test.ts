import { describe, expect, it } from 'vitest';
import { Lexicon } from '../../src/text/lexicon/lexicon.ts';
import { createTestHandler, toSpeechRequest } from './support/test-handler.ts';

describe('a language that the built-in voice does not speak', () => {
  it.each([
    [
      'language',
      { language: 'zh-CN', model: 'espeak-ng' },
      'The built-in voice does not speak Mandarin Chinese; Kokoro does.',
    ],
    [
      'lang_code',
      { lang_code: 'j', model: 'espeak-ng' },
      'The built-in voice does not speak Japanese; Kokoro does.',
    ],
    [
      'voice',
      { voice: 'jf_alpha', model: 'espeak-ng' },
      'The built-in voice does not speak Japanese; Kokoro does.',
    ],
    [
      'input',
      { model: 'espeak-ng', input: '<speak>No <lang xml:lang="ja">はい</lang></speak>', ssml: true },
      'The built-in voice does not speak Japanese; Kokoro does.',
    ],
  ])('is refused before any work: %s', async (param, fields, message) => {
    const { handler, fake } = createTestHandler();
    const response = await handler(toSpeechRequest({ input: 'Hello.', ...fields }));
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      error: { message, type: 'invalid_request_error', param, code: 'invalid_value' },
    });
    expect(fake.requests).toEqual([]);
  });

  it('leaves its voices to mixes', async () => {
    const { handler, fake } = createTestHandler();
    const response = await handler(toSpeechRequest({ input: 'Hello.', voice: 'af_heart+jf_alpha' }));
    expect(response.status).toBe(200);
    await response.arrayBuffer();
    expect(fake.requests.map(({ language }) => language)).toEqual(['en-us']);
  });
});

describe('a text in a script that the voice does not read', () => {
  const Привет = 'hello';
  it.each([
    ['of the request', { pronunciations: { Привет } }, []],
    [
      'of the user',
      {},
      [{ written: 'Привет', says: 'hello', language: 'all' as const, matchCase: false, wholeWord: true }],
    ],
  ])('is spoken by a pronunciation %s', async (_, fields, entries) => {
    const lexicon = new Lexicon(entries);
    const { handler } = createTestHandler({ deps: { lexicon: () => lexicon } });
    const response = await handler(toSpeechRequest({ input: 'Привет', ...fields }));
    expect(response.status).toBe(200);
    await response.arrayBuffer();
  });

  it('is refused without one', async () => {
    const { handler, fake } = createTestHandler();
    const response = await handler(toSpeechRequest({ input: '안녕하세요' }));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: {
        code: 'no_speakable_text',
        param: 'input',
        message: expect.stringContaining("'en-us' does not read Korean") as string,
      },
    });
    expect(fake.requests).toEqual([]);
  });
});

it('a word that objects have a property for has a pronunciation and an alias like any other', async () => {
  const { handler, fake } = createTestHandler();
  const body = {
    input: 'The prototype has a constructor.',
    voice: 'Prototype',
    pronunciations: { prototype: 'ZZZ', constructor: 'YYY' },
    voice_aliases: { prototype: 'af_bella', constructor: 'am_adam' },
  };
  const response = await handler(toSpeechRequest(body));
  expect(response.status).toBe(200);
  await response.arrayBuffer();
  const [request] = fake.requests;
  expect(request?.voice).toEqual([{ id: 'af_bella', weight: 1 }]);
  const said = request?.script?.items.map((item) => (item.kind === 'run' ? item.text : '')).join('');
  expect(said).toBe('The ZZZ has a YYY.');
});
