import type { RequestLogEntry } from '../../src/contract/request-log.ts';
import { describe, expect, it } from 'vitest';
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
    await handler(request);
    const [entry] = [...log.values()];
    expect(entry?.error).toBe(
      'synthesis_failed: The speech could not be synthesised. (device lost (out of memory))',
    );
    expect(JSON.stringify(entry)).not.toMatch(/private/);
  });
});
