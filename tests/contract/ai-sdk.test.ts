import {
  APICallError,
  experimental_streamSpeech as streamSpeech,
  generateSpeech,
  NoSuchModelError,
  transcribe,
} from 'ai';
import { describe, expect, it } from 'vitest';
import { toFetch } from '../../src/api/to-fetch.ts';
import { createSotto, type SottoProvider } from '../../src/guest/ai-sdk/index.ts';
import { createFakeHearing, toSpeechWav } from './support/fake-hearing.ts';
import { createTestHandler, type TestHandler, type TestHandlerOptions } from './support/test-handler.ts';

function setUp(
  options: TestHandlerOptions = {},
  baseURL = 'https://sotto.test/v1',
): TestHandler & { readonly sotto: SottoProvider } {
  const test = createTestHandler(options);
  const sotto = createSotto({ baseURL, fetch: toFetch(test.handler) });
  return { ...test, sotto };
}

const text = 'Hello there. A second sentence.';

describe('generateSpeech', () => {
  it('gives a whole file, and asks for what it was told', async () => {
    const { sotto, fake } = setUp();
    const { audio, warnings, responses } = await generateSpeech({
      model: sotto.speech('kokoro-82m'),
      text,
      voice: 'nova',
      speed: 1.25,
      outputFormat: 'wav',
      language: 'auto',
      providerOptions: { sotto: { pauses: { sentence: 0.5 } } },
    });
    expect(audio.mediaType).toBe('audio/wav');
    expect(Buffer.from(audio.uint8Array).toString('latin1', 0, 4)).toBe('RIFF');
    expect(warnings).toEqual([]);
    expect(responses[0]).toMatchObject({ modelId: 'kokoro-82m', headers: { 'x-sotto-engine': 'kokoro' } });
    expect(fake.requests[0]).toMatchObject({
      text,
      speed: 1.25,
      pauses: { sentence: 0.5 },
      language: 'en-us',
    });
  });

  it('warns of what it cannot do', async () => {
    const { sotto } = setUp();
    const { audio, warnings } = await generateSpeech({
      model: sotto.speechModel('tts-1'),
      text,
      outputFormat: 'ogg',
      instructions: 'Whisper.',
    });
    expect(audio.mediaType).toBe('audio/mpeg');
    const features = warnings.map((warning) => ('feature' in warning ? warning.feature : warning.type));
    expect(features).toEqual(['instructions', 'outputFormat']);
  });

  it('rejects as the AI SDK’s own providers do', async () => {
    const { sotto } = setUp();
    const refused = generateSpeech({
      model: sotto.speech('kokoro-82m'),
      text,
      voice: 'nobody',
      maxRetries: 0,
    });
    const error: unknown = await refused.catch((reason: unknown) => reason);
    expect(APICallError.isInstance(error)).toBe(true);
    expect(error).toMatchObject({
      statusCode: 400,
      isRetryable: false,
      message: expect.stringContaining('nobody') as unknown,
    });
    expect(() => sotto.languageModel('gpt')).toThrow(NoSuchModelError);
  });
});

describe('streamSpeech', () => {
  it('speaks text parts as they are written', async () => {
    const { sotto, fake } = setUp();
    const parts = text.match(/.{1,4}/gu)!;
    const result = streamSpeech({ model: sotto.speech('kokoro-82m'), text: parts, voice: 'nova' });
    let byteCount = 0;
    for await (const bytes of result.audioStream) byteCount += bytes.length;
    // The fake voice sounds a frame of 600 samples a letter.
    expect(byteCount).toBe(text.length * 600 * 2);
    expect(await result.usage).toEqual({ inputCharacters: text.length });
    expect(await result.warnings).toEqual([]);
    expect(fake.requests.map(({ text: spoken }) => spoken).join('')).toBe(text);
  });

  it.each(['/api/v1', '/openai/v1/', '/sotto/v1'])('speaks below %s', async (path) => {
    const { sotto } = setUp({ deps: { basePath: '/sotto/' } }, `https://sotto.test${path}`);
    const result = streamSpeech({ model: sotto.speech('kokoro-82m'), text: 'Hello.' });
    let byteCount = 0;
    for await (const bytes of result.audioStream) byteCount += bytes.length;
    expect(byteCount).toBeGreaterThan(0);
  });

  it('ends with the reader, and releases the text', async () => {
    const { sotto, fake, handler } = setUp();
    let isReleased = false;
    const endless = new ReadableStream<string>({
      pull: (controller) => controller.enqueue('And so it goes on and on. '),
      cancel: () => {
        isReleased = true;
      },
    });
    const result = streamSpeech({ model: sotto.speech('kokoro-82m'), text: endless });
    for await (const bytes of result.audioStream) if (bytes.length > 0) break;
    await expect.poll(() => isReleased).toBe(true);
    await expect.poll(() => fake.open()).toBe(0);
    await expect.poll(() => handler.isIdle()).toBe(true);
  });

  it('fails as the API does, and for a second voice', async () => {
    const { sotto } = setUp();
    const model = sotto.speech('kokoro-82m');
    const read = async (result: ReturnType<typeof streamSpeech>): Promise<void> => {
      for await (const bytes of result.audioStream) expect(bytes.length).toBeGreaterThan(0);
    };
    await expect(read(streamSpeech({ model, text, voice: 'nobody' }))).rejects.toThrow('nobody');
    const voices = [{ type: 'text', text: 'Hello.', voice: 'onyx' } as const];
    await expect(read(streamSpeech({ model, text: voices, voice: 'nova' }))).rejects.toThrow('another voice');
  });
});

describe('transcribe', () => {
  it('gives text, times and the language’s code', async () => {
    const { sotto } = setUp({ deps: { hearing: createFakeHearing() } });
    const audio = new Uint8Array(await toSpeechWav(3, 2, 3).arrayBuffer());
    const result = await transcribe({ model: sotto.transcription('whisper-base'), audio });
    expect(result.text.length).toBeGreaterThan(0);
    expect(result.language).toBe('en');
    expect(result.durationInSeconds).toBeCloseTo(8, 1);
    expect(result.segments[0]).toEqual({
      text: expect.any(String) as unknown,
      startSecond: expect.any(Number) as unknown,
      endSecond: expect.any(Number) as unknown,
    });
  });

  it('says that no model is stored', async () => {
    const { sotto } = setUp();
    const audio = new Uint8Array(await toSpeechWav(3, 2, 3).arrayBuffer());
    const model = sotto.transcription('whisper-base');
    await expect(transcribe({ model, audio, maxRetries: 0 })).rejects.toMatchObject({ statusCode: 404 });
  });
});
