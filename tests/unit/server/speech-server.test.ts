import { afterEach, describe, expect, it, vi } from 'vitest';
import type { EngineStatus } from '../../../src/contract/engine-status.ts';
import type { RequestLogEntry } from '../../../src/contract/request-log.ts';
import { createDeferred } from '../../../src/std/deferred.ts';
import type { TakeSegment } from '../../../src/wire/take-segment.ts';
import { closeServers, connect, createServer, createSink, post } from '../../fixtures/speech-server.ts';

const { signal } = new AbortController();

afterEach(() => {
  vi.useRealTimers();
  closeServers();
});

const request = {
  text: 'One sentence. And another one.',
  model: 'kokoro-82m',
  voice: [{ id: 'af_heart', weight: 1 }],
  language: 'en-us',
  speed: 1,
} as const;

describe('the server worker', () => {
  it('answers a request of the API, and tells every page of it', async () => {
    const { server, client } = createServer();
    const done = createDeferred<RequestLogEntry>();
    client.on('request', (entry) => {
      if (entry.durationMs !== null) done.resolve(entry);
    });
    const response = await post(server, { input: request.text, response_format: 'wav' });
    expect(response.status).toBe(200);
    expect(response.headers.get('x-sotto-engine')).toBe('kokoro');
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(44);
    await expect(done.promise).resolves.toMatchObject({
      path: '/v1/audio/speech',
      status: 200,
      client: 'page',
    });
  });

  it('speaks into a sink, tells of each segment, and saves the take as it was heard', async () => {
    const { client } = createServer();
    const segments: TakeSegment[] = [];
    client.on('segment', (segment) => segments.push(segment));
    const sink = createSink();
    await client.call('speak', { take: 'one', request, sink: sink.port }, { transfer: [sink.port] });
    await expect(sink.over).resolves.toBe('end');
    expect(segments.map(({ take, index }) => [take, index])).toEqual(
      segments.map((_, index) => ['one', index]),
    );
    expect(segments.map(({ start, end }) => request.text.slice(start, end)).join('')).toContain('sentence');
    const seconds = segments.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
    expect(seconds).toBeCloseTo(sink.samples.length / 24_000);
    const blob = await client.call('exportTake', { take: 'one', format: 'pcm' });
    expect(blob.type).toBe('audio/pcm');
    const saved = new Int16Array(await blob.arrayBuffer());
    expect(saved.length).toBe(sink.samples.length);
    const worst = saved.reduce((most, value, index) => {
      return Math.max(most, Math.abs(value / 32_768 - (sink.samples[index] ?? 0)));
    }, 0);
    expect(worst).toBeLessThan(1 / 32_768);
  });

  it('reports the engine and how far the data of a language have come, to pages that come late too', async () => {
    const { server, client, packs } = createServer();
    const pack = { name: 'japanese-joins', state: 'downloading', loadedBytes: 1, totalBytes: 2 } as const;
    await client.call('engineStatus', undefined);
    const told = new Promise((resolve) => client.on('status', ({ packs: seen }) => resolve(seen)));
    packs.note(pack);
    expect(await told).toEqual([pack]);
    expect((await client.call('engineStatus', undefined)).packs).toEqual([pack]);
    const late = connect(server);
    const seen: unknown[] = [];
    late.on('status', (status) => seen.push(status));
    await late.call('greet', undefined);
    expect(seen).toMatchObject([{ state: 'idle', packs: [pack] }]);
  });

  it('remembers a request and its answer for who wants to look at them', async () => {
    const { server, client } = createServer();
    const fields = { input: request.text, response_format: 'wav' };
    const bytes = await (await post(server, fields)).arrayBuffer();
    const [entry] = await client.call('requests', undefined);
    expect(entry).toMatchObject({ status: 200, bytes: bytes.byteLength });
    const detail = await client.call('requestDetail', entry?.id ?? '');
    expect(JSON.parse(detail?.body ?? '')).toEqual(fields);
    expect([detail?.contentType, detail?.answer?.size]).toEqual(['audio/wav', bytes.byteLength]);
    await client.call('clearRequests', undefined);
    expect(await client.call('requests', undefined)).toEqual([]);
  });

  it('keeps a take in the library, tells every page, and gives it back with its words', async () => {
    const { server, client } = createServer();
    const otherClient = connect(server);
    let told = 0;
    otherClient.on('library', () => (told += 1));
    const segments: TakeSegment[] = [];
    client.on('segment', (segment) => segments.push(segment));
    const sink = createSink();
    await client.call('speak', { take: 'one', request, sink: sink.port }, { transfer: [sink.port] });
    const opened = await otherClient.call('openTake', 'one');
    expect(opened).toMatchObject({ text: request.text, info: { isComplete: true, engine: 'kokoro' } });
    expect(opened.segments.map(({ words }) => words)).toEqual(segments.map(({ words }) => words));
    const toLengths = (list: typeof segments) => list.map(({ peaks }) => peaks.length);
    expect(toLengths([...opened.segments])).toEqual(toLengths(segments));
    expect(told).toBeGreaterThan(1);
    await otherClient.call('changeTake', { take: 'one', patch: { name: 'Two sentences' } });
    const zip = await otherClient.call('exportTakes', { takes: ['one'], format: 'wav' });
    expect(zip.size).toBeGreaterThan(sink.samples.length * 2);
    await client.call('deleteTakes', ['one']);
    expect((await client.call('library', '')).takes).toEqual([]);
  });

  it('lets the built-in voice stand in while the model is not ready, where that is allowed', async () => {
    const { server, engine, client } = createServer({}, { fallback: 'espeak-ng' });
    await (await post(server, { input: 'Hi.', response_format: 'pcm' })).arrayBuffer();
    await client.call('loadEngine', undefined);
    await (await post(server, { input: 'Hi.', response_format: 'pcm' })).arrayBuffer();
    expect(engine.models).toEqual(['espeak-ng', 'kokoro-82m']);
  });

  it('obeys settings that change', async () => {
    const { server, client } = createServer();
    await client.call('applySettings', { maxInputLength: 3 });
    const response = await post(server, { input: 'Too long.', response_format: 'pcm' });
    expect(response.status).toBe(400);
  });

  it("gets what the voice's language is spoken with once the model loads, and not before", async () => {
    const { client, prepared } = createServer({}, { voice: 'jf_alpha' });
    await client.call('engineStatus', undefined);
    await client.call('applySettings', { voice: 'ff_siwis' });
    expect(prepared).toEqual([]);
    await client.call('loadEngine', undefined);
    expect(prepared.at(-1)).toBe('fr');
  });

  it('gets it while a model is downloaded, and leaves the processor to one that starts', async () => {
    const { client, engine, prepared } = createServer();
    const seen = async (state: EngineStatus['state']): Promise<number> => {
      const told = new Promise<void>((resolve) =>
        client.on('status', (status) => {
          if (status.state === state) resolve();
        }),
      );
      engine.report(state);
      await told;
      return prepared.length;
    };
    await client.call('engineStatus', undefined);
    expect(await seen('loading')).toBe(0);
    expect(await seen('ready')).toBe(1);
    expect(await seen('loading')).toBe(1);
    expect(await seen('downloading')).toBe(2);
  });

  it('gets it when another voice is chosen, where the model is stored', async () => {
    const { client, prepared } = createServer({}, {}, { stored: true });
    await client.call('engineStatus', undefined);
    await client.call('applySettings', { queueLimit: 4 });
    expect(prepared).toEqual([]);
    await client.call('applySettings', { voice: 'jf_alpha' });
    expect(prepared).toEqual(['ja']);
  });

  it('asks to be kept alive while a job is open, and no longer', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const held = createDeferred();
    const { server, posted } = createServer({ before: () => held.promise });
    const response = post(server, { input: 'Hi.', response_format: 'pcm' });
    for (let i = 0; i < 4; i += 1) await vi.advanceTimersByTimeAsync(5_000);
    const ticks = [{ type: 'keep-alive' }, { type: 'keep-alive' }];
    expect(posted).toEqual(ticks);
    held.resolve();
    await (await response).arrayBuffer();
    await vi.waitUntil(() => vi.getTimerCount() === 0);
    await vi.advanceTimersByTimeAsync(30_000);
    // With the first word files may be fetched that can wait.
    expect(posted).toEqual([...ticks, { type: 'settled' }]);
  });

  it('stops a take that its page aborts', async () => {
    const started = createDeferred();
    const { client } = createServer({
      before: () => {
        started.resolve();
        return createDeferred().promise;
      },
    });
    const sink = createSink();
    const controller = new AbortController();
    const options = { transfer: [sink.port], signal: controller.signal };
    const speaking = client.call('speak', { take: 'one', request, sink: sink.port }, options);
    await started.promise;
    controller.abort();
    await expect(speaking).rejects.toMatchObject({ name: 'AbortError' });
    await expect(sink.over).resolves.toBe('failed');
    await expect(client.call('models', undefined, { signal })).resolves.toHaveLength(2);
  });
});
