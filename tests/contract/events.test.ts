import { describe, expect, it } from 'vitest';
import { toAudio, toEvents } from './support/events.ts';
import { createTestHandler, toSpeechRequest } from './support/test-handler.ts';

const three = 'The first sentence is here. The second one follows it. And then a third.';

describe('server-sent events of OpenAI', () => {
  it('carry the bytes of the format in equal pieces, then the usage', async () => {
    const { handler } = createTestHandler();
    const pcm = await (
      await handler(toSpeechRequest({ input: three, response_format: 'pcm' }))
    ).arrayBuffer();
    const response = await handler(
      toSpeechRequest({ input: three, response_format: 'pcm', stream_format: 'sse', stream: false }),
    );
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const text = await response.text();
    expect(
      text
        .split('\n\n')
        .slice(0, -1)
        .every((event) => /^data: \{"type":"[^\n]*\}$/.test(event)),
    ).toBe(true);
    const events = toEvents(text);
    const deltas = events.slice(0, -1);
    expect(deltas.every(({ type }) => type === 'speech.audio.delta')).toBe(true);
    expect(
      deltas.slice(0, -1).every(({ audio }) => Buffer.from(String(audio), 'base64').length === 24_576),
    ).toBe(true);
    expect(deltas.length).toBeGreaterThan(3);
    expect(toAudio(deltas, 'audio').equals(Buffer.from(pcm))).toBe(true);
    expect(events.at(-1)).toEqual({
      type: 'speech.audio.done',
      usage: {
        input_tokens: three.length,
        output_tokens: pcm.byteLength / 2 / 600,
        total_tokens: three.length + pcm.byteLength / 2 / 600,
      },
    });
  });

  it('carry word times and places on request', async () => {
    const { handler } = createTestHandler();
    const response = await handler(
      toSpeechRequest({
        input: three,
        response_format: 'mp3',
        stream_format: 'sse',
        return_timestamps: true,
      }),
    );
    const events = toEvents(await response.text());
    const words = events.slice(0, -1).flatMap(({ timestamps }) => timestamps as Record<string, unknown>[]);
    expect(words.map(({ word }) => word)).toEqual(three.match(/[a-z]+/gi));
    expect(words[0]).toEqual({ word: 'The', start: 0, end: 3 / 40, start_char: 0, end_char: 3 });
    expect(
      words.every(
        ({ word, start_char: from, end_char: to }) => three.slice(Number(from), Number(to)) === word,
      ),
    ).toBe(true);
  });

  it('are refused where word times are asked for and the engine cannot tell them', async () => {
    const { handler } = createTestHandler({ isUntimed: true });
    const body = { input: three, response_format: 'pcm', stream_format: 'sse' };
    const refused = await handler(toSpeechRequest({ ...body, return_timestamps: true }));
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({
      error: { type: 'invalid_request_error', code: 'unsupported_parameter', param: 'return_timestamps' },
    });
    expect((await handler(toSpeechRequest(body))).status).toBe(200);
  });

  it('end in an error event when a later sentence fails', async () => {
    const { handler } = createTestHandler({
      before: (_, index) => {
        if (index === 2) throw new Error('lost device');
      },
    });
    const response = await handler(
      toSpeechRequest({ input: three, response_format: 'pcm', stream_format: 'sse' }),
    );
    expect(response.status).toBe(200);
    const events = toEvents(await response.text());
    expect(events.length).toBeGreaterThan(1);
    expect(events.at(-1)).toEqual({
      error: {
        message: expect.any(String) as string,
        type: 'server_error',
        param: null,
        code: 'synthesis_failed',
      },
    });
    expect(events.some(({ type }) => type === 'speech.audio.done')).toBe(false);
    expect(handler.isIdle()).toBe(true);
  });

  it('are a true 500 when nothing was sent yet', async () => {
    const { handler } = createTestHandler({
      before: () => {
        throw new Error('no');
      },
    });
    const response = await handler(toSpeechRequest({ input: three, stream_format: 'sse' }));
    expect(response.status).toBe(500);
    expect(response.headers.get('content-type')).toBe('application/json');
  });
});

describe('server-sent events of Together', () => {
  it.each([
    ['by format', 'https://sotto.test', { response_format: 'raw', stream: true }],
    ['by host', 'https://api.together.xyz', { stream: true }],
  ])('come %s', async (_, origin, fields) => {
    const { handler } = createTestHandler();
    const body = { model: 'hexgrad/Kokoro-82M', input: three, voice: 'af_alloy' };
    const raw = await handler(toSpeechRequest({ ...body, response_format: 'raw' }));
    expect(raw.headers.get('content-type')).toBe('application/octet-stream');
    const audio = Buffer.from(await raw.arrayBuffer());
    const response = await handler(
      new Request(`${origin}/v1/audio/speech`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...body, ...fields }),
      }),
    );
    const text = await response.text();
    expect(text.endsWith('\n\ndata: [DONE]\n\n')).toBe(true);
    const events = toEvents(text.replace('data: [DONE]\n\n', ''));
    expect(Object.keys(events[0]!)).toEqual(['object', 'model', 'b64', 'type', 'item_id', 'delta']);
    expect(events[0]).toMatchObject({
      object: 'audio.tts.chunk',
      model: 'hexgrad/Kokoro-82M',
      type: 'conversation.item.audio_output.delta',
      item_id: 'tts_1',
    });
    expect(toAudio(events, 'b64').equals(audio)).toBe(true);
    expect(toAudio(events, 'delta').equals(audio)).toBe(true);
  });
});
