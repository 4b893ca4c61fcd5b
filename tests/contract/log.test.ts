import type { RequestLogEntry } from '../../src/contract/request-log.ts';
import { describe, expect, it } from 'vitest';
import { toFetch } from '../../src/api/to-fetch.ts';
import { toFormRequest } from './support/ask-transcription.ts';
import { createFakeHearing, toSpeechWav } from './support/fake-hearing.ts';
import { createTestHandler, toSpeechRequest } from './support/test-handler.ts';

describe('the request log', () => {
  it('follows a request from its arrival to its last byte', async () => {
    const entries: RequestLogEntry[] = [];
    const { handler } = createTestHandler({ deps: { log: (entry) => entries.push(entry) } });
    const request = toSpeechRequest({ input: 'One. Two.', response_format: 'pcm' });
    const response = await handler(request, { clientId: 'page 1' });
    const head = entries.at(-1);
    expect(head).toMatchObject({ status: 200, format: 'pcm', engine: 'kokoro', durationMs: null });
    const { byteLength } = await response.arrayBuffer();
    const last = entries.at(-1);
    expect(last).toMatchObject({
      id: response.headers.get('x-request-id'),
      method: 'POST',
      path: '/v1/audio/speech',
      client: 'page 1',
      status: 200,
      bytes: byteLength,
      audioSeconds: byteLength / 48_000,
      error: null,
    });
    expect(last.queueMs).toBeGreaterThanOrEqual(0);
    expect(last.durationMs).toBeGreaterThanOrEqual(last.firstByteMs ?? Infinity);
    expect(entries[0]).toMatchObject({ id: last.id, status: null, format: null, durationMs: null });
  });

  it('holds neither text nor credentials, and the cause of a failure', async () => {
    const { handler, log } = createTestHandler({
      before: () => {
        throw new Error('device lost', { cause: new Error('out of memory') });
      },
    });
    const request = toSpeechRequest({ input: 'A private matter.' });
    request.headers.set('authorization', 'Bearer sk-private');
    const { byteLength } = await (await handler(request)).arrayBuffer();
    const [entry] = [...log.values()];
    expect(entry?.bytes).toBe(byteLength);
    expect(entry?.error).toBe(
      'synthesis_failed: The speech could not be synthesised. (device lost (out of memory))',
    );
    expect(JSON.stringify(entry)).not.toMatch(/private/);
  });

  it('says of a request that was called off before it came that it was', async () => {
    const { handler, log } = createTestHandler();
    const signal = AbortSignal.abort();
    const answer = toFetch(handler)('https://sotto.test/v1/models', { signal });
    await expect(answer).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }) as Error);
    expect([...log.values()]).toMatchObject([{ status: null, error: 'aborted' }]);
  });

  const toRequest = (path: string, fields: object): Request => {
    const body = { input: 'The first sentence is here. The second one fails.', ...fields };
    return new Request(`https://sotto.test/${path}`, toSpeechRequest(body));
  };
  it.each([
    ['synthesis', toRequest('v1/audio/speech', { stream_format: 'sse', response_format: 'pcm' })],
    ['synthesis', toRequest('v1/audio/speech', { stream: true, response_format: 'raw' })],
    ['synthesis', toRequest('dev/captioned_speech', {})],
    [
      'transcription',
      toFormRequest([
        ['file', toSpeechWav(3, 2, 3)],
        ['stream', 'true'],
      ]),
    ],
  ])('has the cause of a failure of %s that the answer tells as an event', async (kind, request) => {
    let heardCount = 0;
    const failLater = (index: number): void => {
      if (index > 0) throw new Error('device lost');
    };
    const { handler, log } = createTestHandler({
      before: (_, index) => failLater(index),
      deps: {
        hearing: createFakeHearing(() => {
          failLater(heardCount++);
          return {};
        }),
      },
    });
    const response = await handler(request);
    expect(response.status).toBe(200);
    const event = (await response.text()).trimEnd().split('\n').at(-1);
    const message = kind === 'synthesis' ? 'synthesised' : 'written down';
    expect(JSON.parse(event.replace(/^data: /, ''))).toMatchObject({
      error: { code: `${kind}_failed`, message: expect.stringContaining(`${message}.`) as string },
    });
    const [entry] = [...log.values()];
    expect(entry).toMatchObject({
      status: 200,
      error: expect.stringMatching(/^\w+_failed: .*\(device lost\)$/) as string,
    });
    expect(entry?.durationMs).not.toBeNull();
  });

  it('has what was sent of an address that is speech, and what spoke it', async () => {
    const { handler, log } = createTestHandler();
    const query = '?input=Hello.&response_format=wav';
    const ask = async (path: string, init: RequestInit = {}): Promise<number> => {
      const response = await handler(new Request(`https://sotto.test/v1/audio/${path}${query}`, init));
      return (await response.arrayBuffer()).byteLength;
    };
    const ranges = ['bytes=999999999-', 'bytes=0-9', 'bytes=10-29', 'bytes=999999999-'];
    for (const range of ranges) await ask('speech', { headers: { range } });
    await ask('speech', { method: 'HEAD' });
    const captionBytes = await ask('captions');
    const entries = [...log.values()].map(({ status, bytes, engine, durationMs }) => [
      ...[status, bytes, engine],
      durationMs !== null,
    ]);
    expect(entries).toEqual([
      [416, 0, 'kokoro', true],
      [206, 10, 'kokoro', true],
      [206, 20, 'kokoro', true],
      [416, 0, 'kokoro', true],
      [200, 0, 'kokoro', true],
      [200, captionBytes, 'kokoro', true],
    ]);
  });
});
