import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createSpeechServer } from '../../examples/library-in-node/create-speech-server.ts';
import type { Upstream } from '../../src/contract/upstream.ts';
import { createDeferred } from '../../src/std/deferred.ts';
import { createTestHandler, toSpeechRequest, type TestHandlerOptions } from './support/test-handler.ts';

const input = 'The first sentence is here. The second one follows it. And then a third.';
const servers: Server[] = [];

/** Serves on a free port; resolves to the base URL. */
async function listen(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
}

/** A second instance of the handler behind HTTP, and one whose upstream that is. */
async function openPair(options: {
  readonly when?: Upstream['when'];
  readonly apiKey?: string;
  readonly second?: TestHandlerOptions;
  readonly first?: TestHandlerOptions;
}) {
  const arrived: Request[] = [];
  const second = createTestHandler(options.second);
  const baseUrl = await listen(
    createSpeechServer((request) => {
      arrived.push(request.clone());
      return second.handler(request);
    }),
  );
  const { when = 'asked', apiKey } = options;
  const upstream: Upstream = { baseUrl, when, ...(apiKey === undefined ? {} : { apiKey }) };
  const first = createTestHandler({ ...options.first, deps: { upstream: () => upstream } });
  const ask = (fields: object, init?: RequestInit): Promise<Response> =>
    first.handler(toSpeechRequest({ input, response_format: 'pcm', ...fields }, init));
  return { first, second, arrived, ask };
}

/** Someone else's service that answers everything so, and a handler whose upstream that is. */
async function openOther(listener: RequestListener): Promise<(fields?: object) => Promise<Response>> {
  const baseUrl = await listen(createServer(listener));
  const { handler } = createTestHandler({ deps: { upstream: () => ({ baseUrl, when: 'asked' }) } });
  return (fields = {}) => handler(toSpeechRequest({ input, model: 'upstream/tts-1', ...fields }));
}

const toEngine = ({ headers }: Response): string | null => headers.get('x-sotto-engine');
const toError = async (response: Response): Promise<unknown> =>
  ((await response.json()) as { error: unknown }).error;

afterEach(() => {
  vi.useRealTimers();
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

describe('a request that asks for the other service', () => {
  it('gets its bytes unchanged, and says which engine spoke', async () => {
    const { first, second, arrived, ask } = await openPair({ apiKey: 'secret' });
    const response = await ask({ model: 'upstream/kokoro-82m' }, undefined);
    expect(response.status).toBe(200);
    expect(toEngine(response)).toBe('upstream');
    expect(response.headers.get('content-type')).toBe('audio/pcm');
    expect(response.headers.get('x-request-id')).toMatch(/^req_/);
    const own = await second.handler(toSpeechRequest({ input, response_format: 'pcm' }));
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.equals(Buffer.from(await own.arrayBuffer()))).toBe(true);
    expect(first.fake.requests).toEqual([]);
    expect(await arrived[0]!.json()).toEqual({ input, response_format: 'pcm', model: 'kokoro-82m' });
    expect(arrived[0]!.headers.get('authorization')).toBe('Bearer secret');
    const [entry] = [...first.log.values()];
    expect(entry).toMatchObject({ engine: 'upstream', status: 200, bytes: bytes.length, error: null });
  });

  it('streams: the first bytes come before the second sentence is begun', async () => {
    const released = createDeferred();
    const before = (_: unknown, index: number): Promise<void> | undefined =>
      index === 0 ? undefined : released.promise;
    const { second, ask } = await openPair({ second: { before } });
    const reader = (await ask({ model: 'upstream/kokoro-82m' })).body!.getReader();
    expect((await reader.read()).value!.length).toBeGreaterThan(0);
    expect(second.fake.open()).toBe(1);
    released.resolve();
    while (!(await reader.read()).done);
  });

  it('is given up there when it is aborted here', async () => {
    const before = (_: unknown, index: number): Promise<void> | undefined =>
      index === 0 ? undefined : new Promise(() => undefined);
    const { first, second, ask } = await openPair({ second: { before } });
    const reader = (await ask({ model: 'upstream/kokoro-82m' })).body!.getReader();
    await reader.read();
    await reader.cancel();
    await expect.poll(() => second.handler.openJobCount()).toBe(0);
    expect([...first.log.values()][0]).toMatchObject({ error: 'aborted' });
  });

  it('is a model that nobody knows where no service is set', async () => {
    const { handler } = createTestHandler();
    expect((await handler(toSpeechRequest({ input, model: 'upstream/x' }))).status).toBe(404);
  });

  it('does not get the caller’s own credentials', async () => {
    const { arrived, ask } = await openPair({});
    const headers = { 'content-type': 'application/json', authorization: 'Bearer mine', cookie: 'a=b' };
    await (await ask({ model: 'upstream/kokoro-82m' }, { headers })).arrayBuffer();
    expect(arrived[0]!.headers.has('authorization')).toBe(false);
    expect(arrived[0]!.headers.has('cookie')).toBe(false);
  });

  it('is aborted before its head', async () => {
    const arrived = createDeferred();
    const baseUrl = await listen(createServer(() => arrived.resolve()));
    const { handler } = createTestHandler({ deps: { upstream: () => ({ baseUrl, when: 'asked' }) } });
    const controller = new AbortController();
    const answer = handler(
      toSpeechRequest({ input, model: 'upstream/tts-1' }, { signal: controller.signal }),
    );
    await arrived.promise;
    controller.abort();
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('errors of the other service', () => {
  it('are passed on as they are where they have OpenAI’s form', async () => {
    const { ask } = await openPair({});
    const response = await ask({ model: 'upstream/kokoro-82m', voice: 'nobody' });
    expect(response.status).toBe(400);
    expect(toEngine(response)).toBe('upstream');
    expect(await toError(response)).toMatchObject({
      type: 'invalid_request_error',
      param: 'voice',
      code: 'invalid_value',
    });
  });

  it.each([
    {
      body: '{"detail":"Voice not found"}',
      status: 404,
      message: 'Voice not found',
      type: 'invalid_request_error',
    },
    { body: '{"detail":{"message":"Busy","error":"x"}}', status: 503, message: 'Busy', type: 'server_error' },
    { body: '{"message":"No key"}', status: 401, message: 'No key', type: 'invalid_request_error' },
    { body: 'Bad Gateway', status: 502, message: 'Bad Gateway', type: 'server_error' },
    { body: '', status: 500, message: 'The other service answered 500.', type: 'server_error' },
    { body: '[null]', status: 429, message: '[null]', type: 'invalid_request_error' },
  ])('are brought into that form otherwise: $status $body', async ({ body, status, message, type }) => {
    const ask = await openOther((_, response) =>
      response.writeHead(status, { 'Retry-After': '7' }).end(body),
    );
    const response = await ask();
    expect(response.status).toBe(status);
    expect(response.headers.get('retry-after')).toBe('7');
    expect(await toError(response)).toEqual({ message, type, param: null, code: null });
  });

  it('say that nothing answers, and that another host is not followed', async () => {
    const elsewhere = await openPair({});
    const ask = await openOther((_, response) =>
      response.writeHead(307, { Location: 'http://127.0.0.1:1/' }).end(),
    );
    const response = await ask();
    expect(response.status).toBe(503);
    expect(await toError(response)).toMatchObject({ code: 'engine_unavailable' });
    expect(elsewhere.arrived).toEqual([]);
  });

  it('say that an answer does not begin in time, and do not cut one that has begun', async () => {
    const arrived = createDeferred();
    const begun: ServerResponse[] = [];
    const ask = await openOther((_, response) => {
      begun.push(response);
      if (begun.length === 2) response.writeHead(201).write('a');
      else arrived.resolve();
    });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const late = ask();
    await arrived.promise;
    vi.advanceTimersByTime(240_000);
    const response = await late;
    expect(response.status).toBe(503);
    expect(await toError(response)).toMatchObject({
      code: 'engine_unavailable',
      message: expect.stringContaining('within 4 minutes') as unknown,
    });
    const slow = await ask();
    expect(slow.status).toBe(201);
    vi.advanceTimersByTime(240_000);
    begun[1]!.end('b');
    expect(await slow.text()).toBe('ab');
  });
});

describe('when a request goes to the other service', () => {
  it('only on request where that is chosen', async () => {
    const { ask, engine } = await openPair({}).then(({ ask, first }) => ({ ask, engine: first.engine }));
    engine.set({ state: 'failed' });
    expect(toEngine(await ask({}))).toBe('kokoro');
  });

  it('where this device has no model, or one that failed', async () => {
    const { ask, first } = await openPair({ when: 'unavailable' });
    expect(toEngine(await ask({}))).toBe('kokoro');
    for (const patch of [{ state: 'failed' }, { state: 'idle', stored: false }] as const) {
      first.engine.set(patch);
      expect(toEngine(await ask({}))).toBe('upstream');
    }
    expect(toEngine(await ask({ model: 'espeak-ng' }))).toBe('espeak-ng');
    first.engine.set({ state: 'idle', stored: true });
    expect(toEngine(await ask({}))).toBe('kokoro');
  });

  it('not while a model is on its way, unless the request names the service', async () => {
    const { ask, first, arrived } = await openPair({ when: 'unavailable' });
    for (const state of ['downloading', 'loading'] as const) {
      first.engine.set({ state, stored: false });
      expect(toEngine(await ask({}))).toBe('kokoro');
    }
    expect(arrived).toEqual([]);
    expect(toEngine(await ask({ model: 'upstream/kokoro-82m' }))).toBe('upstream');
  });

  it('where this device needs more than a second for a second of speech', async () => {
    const isSlow = { value: false };
    // A sentence sounds for a second.
    const before = (): Promise<void> =>
      new Promise((resolve) => setTimeout(resolve, isSlow.value ? 1_500 : 0));
    const open = async (): Promise<() => Promise<string | null>> => {
      const { ask } = await openPair({ when: 'slow', first: { before } });
      return async () => {
        const response = await ask({ input: 'A sentence of so many letters that it lasts. '.repeat(3) });
        await response.arrayBuffer();
        return toEngine(response);
      };
    };
    const fast = await open();
    expect([await fast(), await fast()]).toEqual(['kokoro', 'kokoro']);
    isSlow.value = true;
    const speak = await open();
    expect([await speak(), await speak()]).toEqual(['kokoro', 'upstream']);
  });
});
