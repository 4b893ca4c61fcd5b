import { describe, expect, it } from 'vitest';
import { createTestHandler, toSpeechRequest } from './support/test-handler.ts';

describe('a language that the built-in voice does not speak', () => {
  it.each([
    [
      { language: 'zh-CN', model: 'espeak-ng' },
      'The built-in voice does not speak Mandarin Chinese; Kokoro does.',
    ],
    [{ lang_code: 'j', model: 'espeak-ng' }, 'The built-in voice does not speak Japanese; Kokoro does.'],
  ])('is refused before any work: %j', async (fields, message) => {
    const { handler, fake } = createTestHandler();
    const response = await handler(toSpeechRequest({ input: 'Hello.', ...fields }));
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      error: { message, type: 'invalid_request_error', param: 'language', code: 'invalid_value' },
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
