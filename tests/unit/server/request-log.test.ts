import type { RequestLogEntry } from '../../../src/contract/request-log.ts';
import { describe, expect, it } from 'vitest';
import { RequestLog } from '../../../src/server/request-log.ts';

const url = 'http://localhost/v1/audio/speech';

function toBody(text: string): ArrayBuffer {
  return new TextEncoder().encode(text).buffer;
}

function createEntry(id: string, patch: Partial<RequestLogEntry> = {}): RequestLogEntry {
  return {
    id,
    method: 'POST',
    path: '/v1/audio/speech',
    client: '',
    startedAt: 0,
    status: 200,
    format: 'wav',
    engine: 'kokoro',
    queueMs: 0,
    firstByteMs: 1,
    durationMs: 2,
    bytes: 3,
    audioSeconds: 1,
    error: null,
    ...patch,
  };
}

/** Has a log watch one answer; gives its id and the answer as it goes out. */
async function watch(log: RequestLog, answer: Response, body: string | null = '{}') {
  let id = '';
  const response = await log.watch({ url, body: body === null ? null : toBody(body) }, (requestId) => {
    id = requestId;
    log.note(createEntry(id));
    return Promise.resolve(answer);
  });
  return { id, response };
}

describe('the request log', () => {
  it('remembers what was asked and answered, and lets the answer pass unchanged', async () => {
    const noted: string[] = [];
    const log = new RequestLog((entry) => noted.push(entry.id));
    const answer = new Response('RIFF', {
      status: 201,
      headers: { 'content-type': 'audio/wav', 'x-a': 'b' },
    });
    const { id, response } = await watch(log, answer, '{"input":"Hi"}');
    expect(log.detail(id)).toMatchObject({ contentType: 'audio/wav', answer: null });
    expect([response.status, response.headers.get('x-a'), await response.text()]).toEqual([201, 'b', 'RIFF']);
    const detail = log.detail(id);
    expect(detail).toMatchObject({ url, body: '{"input":"Hi"}' });
    expect([detail?.answer?.type, await detail?.answer?.text()]).toEqual(['audio/wav', 'RIFF']);
    await expect.poll(() => noted).toEqual([id]);
  });

  it('asks the answer for no more than its reader does, and passes a cancel on', async () => {
    const log = new RequestLog(() => undefined);
    let made = 0;
    let cancelled: unknown = null;
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        pull: (controller) => controller.enqueue(new Uint8Array([(made += 1)])),
        cancel: (reason) => void (cancelled = reason),
      },
      { highWaterMark: 0 },
    );
    const { id, response } = await watch(log, new Response(body), null);
    const reader = response.body!.getReader();
    expect(await reader.read()).toEqual({ done: false, value: new Uint8Array([1]) });
    expect(made).toBe(1);
    await reader.cancel('enough');
    expect(cancelled).toBe('enough');
    expect(log.detail(id)).toMatchObject({ body: null, answer: null });
  });

  it('passes an error of the answer on', async () => {
    const log = new RequestLog(() => undefined);
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull: () => Promise.reject(new Error('lost')),
    });
    const { id, response } = await watch(log, new Response(body));
    await expect(response.text()).rejects.toThrow('lost');
    expect(log.detail(id)?.answer).toBeNull();
  });

  it('keeps no answer that is too long, and the oldest ones no longer than there is room', async () => {
    const log = new RequestLog(() => undefined);
    const tooLong = await watch(log, new Response(new Uint8Array(8_000_001)));
    await tooLong.response.arrayBuffer();
    expect(log.detail(tooLong.id)?.answer).toBeNull();
    const ids: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      const { id, response } = await watch(log, new Response(new Uint8Array(7_000_000)));
      expect((await response.arrayBuffer()).byteLength).toBe(7_000_000);
      ids.push(id);
    }
    expect(ids.map((id) => log.detail(id)?.answer?.size ?? 0)).toEqual([0, 7e6, 7e6, 7e6, 7e6]);
  });

  it('keeps nothing of answers that are broken off, so that whole ones stay', async () => {
    const log = new RequestLog(() => undefined);
    const { id, response } = await watch(log, new Response(new Uint8Array(7_000_000)));
    await response.arrayBuffer();
    for (let index = 0; index < 8; index += 1) {
      const isCancelled = index < 4;
      let pulls = 0;
      const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
        pull: (controller) => {
          pulls += 1;
          if (pulls === 1) controller.enqueue(new Uint8Array(7_000_000));
          else if (!isCancelled) controller.error(new Error('lost'));
        },
      });
      const broken = await watch(log, new Response(body));
      const reader = broken.response.body!.getReader();
      await reader.read();
      const next = reader.read();
      if (isCancelled) await reader.cancel();
      else await expect(next).rejects.toThrow('lost');
      expect(log.detail(broken.id)).toMatchObject({ body: '{}', answer: null });
    }
    expect(log.detail(id)?.answer?.size).toBe(7_000_000);
  });

  it('keeps no more than there is room for of long requests either, the oldest first', async () => {
    const log = new RequestLog(() => undefined);
    const ids: string[] = [];
    for (let index = 0; index < 200; index += 1) {
      const { id } = await watch(log, new Response(null), 'x'.repeat(250_000));
      ids.push(id);
    }
    const kept = ids.map((id) => log.detail(id)?.body?.length ?? 0);
    expect(kept.reduce((sum, length) => sum + 2 * length)).toBeLessThanOrEqual(32_000_000);
    expect(kept.slice(-10)).toEqual(Array(10).fill(250_000));
  });

  it('remembers the latest 200 requests, and forgets those that are over when told to', () => {
    const log = new RequestLog(() => undefined);
    for (let index = 0; index < 205; index += 1) log.note(createEntry(`r${index}`));
    log.note(createEntry('running', { durationMs: null }));
    expect(log.entries).toHaveLength(200);
    expect(log.entries[0]?.id).toBe('r6');
    log.clear();
    expect(log.entries.map(({ id }) => id)).toEqual(['running']);
  });
});
