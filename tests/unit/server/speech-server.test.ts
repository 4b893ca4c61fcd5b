import type { ServerSettings } from '../../../src/contract/settings.ts';
import { openSound } from '../../../src/audio/decode/open-sound.ts';
import type { RequestLogEntry } from '../../../src/contract/request-log.ts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createCodecRegistry } from '../../../src/audio/encode/codec-registry.ts';
import { createMemoryShelf } from '../../../src/takes/open-shelf.ts';
import { createDeferred } from '../../../src/std/deferred.ts';
import { SpeechServer } from '../../../src/server/speech-server.ts';
import { PackWatch } from '../../../src/server/pack-watch.ts';
import { fetchOverPort } from '../../../src/wire/http-port.ts';
import { createRpcClient, type RpcClient } from '../../../src/wire/rpc.ts';
import type { TakeSegment } from '../../../src/wire/take-segment.ts';
import type { ServerCalls, ServerEvents, ServerOutbound } from '../../../src/wire/server.protocol.ts';
import { createFakeEngineWorker } from '../../fixtures/fake-engine-worker.ts';
import { createFakePhonemizer } from '../../fixtures/fake-phonemizer.ts';
import type { FakeSynthesizerOptions } from '../../fixtures/fake-synthesizer.ts';

const settings: ServerSettings = {
  maxInputLength: 4096,
  fallback: 'none',
  queueLimit: 8,
  loadTimeoutMs: 60_000,
  libraryLimitBytes: 1_000_000,
};

const model = { name: 'A model', aliases: [], created: 0, ownedBy: 'somebody' };

const signal = new AbortController().signal;
const disposers: (() => void)[] = [];

afterEach(() => {
  vi.useRealTimers();
  for (const dispose of disposers.splice(0)) dispose();
});

function createServer(options: FakeSynthesizerOptions = {}, patch: Partial<ServerSettings> = {}) {
  const packs = new PackWatch();
  const posted: ServerOutbound[] = [];
  const server = new SpeechServer({
    start: {
      type: 'start',
      baseUrl: 'http://localhost/',
      scopeUrl: 'http://localhost/',
      settings: { ...settings, ...patch },
      config: { model: 'kokoro-82m', device: 'auto', dtype: 'auto', threads: 0 },
    },
    phonemizer: createFakePhonemizer(),
    packs,
    openSound,
    codecs: createCodecRegistry(),
    models: () => Promise.resolve(['kokoro-82m', 'espeak-ng'].map((id) => ({ ...model, id }))),
    shelf: Promise.resolve(createMemoryShelf()),
    post: (message) => posted.push(message),
  });
  const engine = createFakeEngineWorker(options);
  server.attachEngine(engine.port, 1);
  disposers.push(() => engine.kill());
  return { server, engine, client: connect(server), packs, posted };
}

function connect(server: SpeechServer): RpcClient<ServerCalls, ServerEvents> {
  const { port1, port2 } = new MessageChannel();
  server.addClient(port1);
  const client = createRpcClient<ServerCalls, ServerEvents>(port2);
  disposers.push(() => client.dispose());
  return client;
}

function post(server: SpeechServer, fields: object): Promise<Response> {
  const { port1, port2 } = new MessageChannel();
  const url = 'http://localhost/v1/audio/speech';
  const headers = [['content-type', 'application/json']] as const;
  const body = new TextEncoder().encode(JSON.stringify(fields)).buffer;
  void server.answer({
    type: 'http',
    request: { method: 'POST', url, headers, clientId: 'page' },
    body,
    port: port1,
  });
  return fetchOverPort(port2);
}

/** A sink that takes everything at once. */
function createSink() {
  const { port1, port2 } = new MessageChannel();
  const samples: number[] = [];
  const over = createDeferred<string>();
  port2.addEventListener('message', ({ data }: MessageEvent<{ type: string; samples: Float32Array }>) => {
    if (data.type !== 'pcm') {
      over.resolve(data.type);
      return;
    }
    samples.push(...data.samples);
    port2.postMessage({ type: 'pull' });
  });
  port2.start();
  port2.postMessage({ type: 'pull' });
  disposers.push(() => port2.close());
  return { port: port1, samples, over: over.promise };
}

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
