import OpenAI7 from 'openai';
import OpenAI6 from 'openai-v6';
import { afterEach, describe, expect, it } from 'vitest';
import { createDeferred } from '../../src/std/deferred.ts';
import { SpeechError } from '../../src/contract/errors.ts';
import { toFetch } from '../../src/api/to-fetch.ts';
import { toAudio, toEvents } from './support/events.ts';
import { createTestHandler, type TestHandler, type TestHandlerOptions } from './support/test-handler.ts';

const speech = { model: 'tts-1', voice: 'alloy', input: 'Hello there. How are you?' } as const;
const formats = ['mp3', 'opus', 'aac', 'flac', 'wav', 'pcm'] as const;

interface Session extends TestHandler {
  /** Status of every answer that the SDK got. */
  readonly statuses: number[];
}

// The two majors have the same shape here; the newer one's types stand for both.
const majors = [
  ['openai 7', OpenAI7],
  ['openai 6', OpenAI6 as unknown as typeof OpenAI7],
] as const;

describe.each(majors)('%s', (_, OpenAI) => {
  const sessions: Session[] = [];

  function open(options: TestHandlerOptions = {}, client: { timeout?: number } = {}) {
    const test = createTestHandler(options);
    const statuses: number[] = [];
    const answer = toFetch(test.handler);
    const openai = new OpenAI({
      apiKey: 'not-needed',
      baseURL: 'https://sotto.test/v1',
      dangerouslyAllowBrowser: true,
      fetch: async (input, init) => {
        const response = await answer(input, init);
        // The SDK also fetches `data:,` once, to learn what a Response is.
        if (!(typeof input === 'string' && input.startsWith('data:'))) statuses.push(response.status);
        return response;
      },
      ...client,
    });
    sessions.push({ ...test, statuses });
    return { ...test, openai, statuses };
  }

  afterEach(() => {
    for (const { handler } of sessions.splice(0)) expect(handler.isIdle()).toBe(true);
  });

  it.each(formats)('speaks %s', async (format) => {
    const { openai } = open();
    const response = await openai.audio.speech.create({ ...speech, response_format: format });
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(1_000);
  });

  it('gives the raw response and its request id', async () => {
    const { openai } = open();
    const {
      data,
      response,
      request_id: id,
    } = await openai.audio.speech.create({ ...speech, response_format: 'wav' }).withResponse();
    expect(id).toMatch(/^req_[0-9a-f]{32}$/);
    expect(response.headers.get('x-sotto-engine')).toBe('kokoro');
    const bytes = await data.arrayBuffer();
    expect(bytes.byteLength).toBe(Number(response.headers.get('content-length')));
  });

  it('streams pcm into more than one read', async () => {
    const { openai } = open();
    const response = await openai.audio.speech.create({ ...speech, response_format: 'pcm' });
    let reads = 0;
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>)
      reads += Math.sign(chunk.length);
    expect(reads).toBeGreaterThan(1);
  });

  it('hands out events that are read by hand', async () => {
    const { openai } = open();
    const whole = await openai.audio.speech.create({ ...speech, response_format: 'pcm' });
    const pcm = Buffer.from(await whole.arrayBuffer());
    const response = await openai.audio.speech.create({
      ...speech,
      model: 'gpt-4o-mini-tts',
      response_format: 'pcm',
      stream_format: 'sse',
    });
    const events = toEvents(await response.text());
    expect(events.at(-1)).toMatchObject({ type: 'speech.audio.done' });
    expect(toAudio(events.slice(0, -1), 'audio').equals(pcm)).toBe(true);
  });

  it('lists and shows models', async () => {
    const { openai } = open();
    const ids: string[] = [];
    for await (const { id } of openai.models.list()) ids.push(id);
    expect(ids).toContain('gpt-4o-mini-tts');
    expect(await openai.models.retrieve('hexgrad/Kokoro-82M')).toMatchObject({ object: 'model' });
  });

  it('raises BadRequestError with all it was told, once', async () => {
    const { openai, statuses } = open();
    const error: unknown = await openai.audio.speech
      .create({ ...speech, voice: 'nope' })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OpenAI.BadRequestError);
    expect(error).toMatchObject({
      status: 400,
      code: 'invalid_value',
      param: 'voice',
      type: 'invalid_request_error',
      requestID: expect.stringMatching(/^req_/) as string,
    });
    expect((error as Error).message).toContain("'nope'");
    expect(statuses).toEqual([400]);
  });

  it('raises NotFoundError for models, speech-to-text among them, once', async () => {
    const { openai, statuses } = open();
    await expect(openai.audio.speech.create({ ...speech, model: 'nope' })).rejects.toThrow(
      OpenAI.NotFoundError,
    );
    await expect(openai.models.retrieve('nope')).rejects.toThrow(OpenAI.NotFoundError);
    await expect(
      openai.audio.transcriptions.create({ model: 'whisper-1', file: new File(['x'], 'x.wav') }),
    ).rejects.toThrow(OpenAI.NotFoundError);
    await expect(openai.chat.completions.create({ model: 'x', messages: [] })).rejects.toThrow(
      OpenAI.NotFoundError,
    );
    expect(statuses).toEqual([404, 404, 404, 404]);
  });

  it('raises RateLimitError when the queue is full', async () => {
    const gate = createDeferred();
    const { openai, handler } = open({ settings: { queueLimit: 0 }, before: () => gate.promise });
    const running = openai.audio.speech.create(speech);
    await expect.poll(handler.openJobCount).toBe(1);
    const refused = openai.audio.speech.create({ ...speech, input: 'Two.' }, { maxRetries: 0 });
    await expect(refused).rejects.toThrow(OpenAI.RateLimitError);
    gate.resolve();
    await (await running).arrayBuffer();
  });

  it('raises InternalServerError, and does not repeat what would fail again', async () => {
    const { openai, statuses } = open({
      before: () => {
        throw new Error('out of memory');
      },
    });
    const error: unknown = await openai.audio.speech.create(speech).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OpenAI.InternalServerError);
    expect(error).toMatchObject({ status: 500, code: 'synthesis_failed', type: 'server_error' });
    expect(statuses).toEqual([500]);
  });

  it('repeats what may go better next time', async () => {
    let attempts = 0;
    const { openai, statuses } = open({
      before: () => {
        attempts += 1;
        if (attempts === 1) throw new SpeechError('engine_unavailable', 'Starting anew.');
      },
    });
    await (await openai.audio.speech.create(speech)).arrayBuffer();
    expect(statuses).toEqual([503, 200]);
  });

  it.each(['model_unavailable', 'storage_full', 'model_corrupt'] as const)(
    'does not repeat after %s',
    async (code) => {
      const { openai, statuses } = open({
        before: () => {
          throw new SpeechError(code, 'Do something first.');
        },
      });
      await expect(openai.audio.speech.create(speech)).rejects.toThrow('Do something first.');
      expect(statuses).toEqual([503]);
    },
  );

  it('aborts before the answer', async () => {
    const { openai, handler, fake } = open({ before: () => createDeferred().promise });
    const abort = new AbortController();
    const answer = openai.audio.speech.create(speech, { signal: abort.signal });
    await expect.poll(fake.open).toBe(1);
    abort.abort();
    await expect(answer).rejects.toThrow(OpenAI.APIUserAbortError);
    expect(handler.openJobCount()).toBe(0);
  });

  it('aborts during the answer', async () => {
    const { openai, fake } = open();
    const abort = new AbortController();
    const response = await openai.audio.speech.create(
      { ...speech, input: 'Again. '.repeat(50), response_format: 'pcm' },
      { signal: abort.signal },
    );
    const reader = response.body!.getReader();
    await reader.read();
    abort.abort();
    await expect(reader.read()).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }) as Error);
    expect(fake.sentences.length).toBeLessThan(5);
  });

  it('gives up at its time limit', async () => {
    const { openai } = open({ before: () => createDeferred().promise });
    const answer = openai.audio.speech.create(speech, { timeout: 50, maxRetries: 0 });
    await expect(answer).rejects.toThrow(OpenAI.APIConnectionTimeoutError);
  });
});
