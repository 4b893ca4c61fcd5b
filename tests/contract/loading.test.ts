import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SpeechError } from '../../src/contract/errors.ts';
import { createAbortError } from '../../src/std/abort.ts';
import { createDeferred } from '../../src/std/deferred.ts';
import type { Speak } from '../../src/contract/segment.ts';
import { createFakeEngine } from './support/fake-engine.ts';
import { createFakeSpeak } from './support/fake-speak.ts';
import { createTestHandler, toSpeechRequest } from './support/test-handler.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }));
afterEach(() => vi.useRealTimers());

const request = (model = 'kokoro-82m'): Request =>
  toSpeechRequest({ input: 'Hello.', model, response_format: 'pcm' });

/** Lets the answer's own steps run, which take no time. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it('a request for a model that cannot be loaded as it is configured is not at fault', async () => {
  const cause = new SpeechError('invalid_value', 'Kokoro has no fp16 weights.', { param: 'dtype' });
  const { handler, log } = createTestHandler({ before: () => Promise.reject(cause) });
  const response = await handler(request());
  expect([response.status, response.headers.get('x-should-retry')]).toEqual([503, 'false']);
  expect(await response.json()).toMatchObject({ error: { code: 'model_unavailable', param: null } });
  expect([...log.values()][0]?.error).toContain('no fp16 weights');
});

describe('a request while the model loads', () => {
  it('waits as long as the load moves on', async () => {
    const ready = createDeferred();
    const { handler, engine } = createTestHandler({ before: () => ready.promise });
    const answer = handler(request());
    await settle();
    for (let loadedBytes = 0; loadedBytes < 40; loadedBytes++) {
      engine.set({ state: 'downloading', loadedBytes });
      await vi.advanceTimersByTimeAsync(10_000);
    }
    // A slow machine takes its time to start a model, too.
    for (let loadSteps = 0; loadSteps < 6; loadSteps++) {
      engine.set({ state: 'loading', loadSteps });
      await vi.advanceTimersByTimeAsync(15_000);
    }
    engine.set({ state: 'ready' });
    ready.resolve();
    expect((await answer).status).toBe(200);
  });

  it('is told to come back when the load stands still', async () => {
    const { handler, engine } = createTestHandler({ before: () => createDeferred().promise });
    engine.set({ state: 'downloading', loadedBytes: 5 });
    const answer = handler(request());
    const waiting = handler(toSpeechRequest({ input: 'Second in line.', response_format: 'pcm' }));
    await settle();
    await vi.advanceTimersByTimeAsync(22_000);
    for (const response of await Promise.all([answer, waiting])) {
      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toBe('5');
      expect(response.headers.get('x-should-retry')).toBe('true');
      expect(await response.json()).toMatchObject({ error: { type: 'server_error', code: 'model_loading' } });
    }
    expect(handler.isIdle()).toBe(true);
  });

  it('waits no longer than the limit', async () => {
    const { handler, engine } = createTestHandler({
      settings: { loadTimeoutMs: 60_000 },
      before: () => createDeferred().promise,
    });
    const answer = handler(request());
    await settle();
    for (let loadedBytes = 0; loadedBytes < 8; loadedBytes++) {
      engine.set({ state: 'downloading', loadedBytes });
      await vi.advanceTimersByTimeAsync(10_000);
    }
    expect((await answer).status).toBe(503);
    expect(handler.isIdle()).toBe(true);
  });

  it.each([
    ['another model loads', 'espeak-ng', 'downloading'],
    ['the engine is ready and merely slow', 'kokoro-82m', 'ready'],
  ] as const)('does not mind when %s', async (_, model, state) => {
    const ready = createDeferred();
    const { handler, engine } = createTestHandler({ before: () => ready.promise });
    engine.set({ state });
    const answer = handler(request(model));
    await settle();
    await vi.advanceTimersByTimeAsync(300_000);
    ready.resolve();
    expect((await answer).status).toBe(200);
  });
});

describe('POST /v1/engine/load', () => {
  const load = (init?: RequestInit): Request =>
    new Request('https://sotto.test/v1/engine/load', { method: 'POST', ...init });

  it('gives up when the load stands still, and ends its own call', async () => {
    const { handler, engine } = createTestHandler();
    engine.set({ state: 'downloading' });
    let signal: AbortSignal | undefined;
    engine.onLoad = (given) => {
      signal = given;
      return createDeferred().promise;
    };
    const answer = handler(load());
    await settle();
    await vi.advanceTimersByTimeAsync(22_000);
    expect((await answer).status).toBe(503);
    expect(signal?.aborted).toBe(true);
  });

  it('says so when somebody else cancels the load', async () => {
    const { handler, engine } = createTestHandler();
    engine.onLoad = () => Promise.reject(createAbortError());
    const response = await handler(load());
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ error: { code: 'model_unavailable' } });
  });

  it('passes the caller’s abort on', async () => {
    const { handler, engine } = createTestHandler();
    const abort = new AbortController();
    engine.onLoad = (signal) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(createAbortError())));
    const answer = handler(load({ signal: abort.signal }));
    await settle();
    abort.abort();
    await expect(answer).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }) as Error);
  });
});

it('keeps the sound of an address that another voice stood in for until the model is ready', async () => {
  const engine = createFakeEngine();
  engine.set({ state: 'loading' });
  const fake = createFakeSpeak();
  const speak: Speak = async function* (request, signal, course) {
    const isReady = (await engine.status()).state === 'ready';
    const model = isReady ? request.model : 'espeak-ng';
    if (course !== undefined) course.model = model;
    yield* fake.speak({ ...request, model }, signal, course);
  };
  const { handler } = createTestHandler({ deps: { engine, speak } });
  const tell = async (range?: string): Promise<string | null> => {
    const headers = range === undefined ? {} : { range };
    const response = await handler(
      new Request('https://sotto.test/v1/audio/speech?input=Hello.', { headers }),
    );
    await response.arrayBuffer();
    return response.headers.get('x-sotto-engine');
  };
  expect([await tell(), await tell(), await tell('bytes=9-')]).toEqual(Array(3).fill('espeak-ng'));
  engine.set({ state: 'ready' });
  // Captions that are asked for late are of what the element plays.
  const captions = await handler(new Request('https://sotto.test/v1/audio/captions?input=Hello.'));
  expect(await captions.text()).toContain('Hello.');
  expect(fake.requests).toHaveLength(1);
  expect(await tell('bytes=9-')).toBe('espeak-ng');
  expect([await tell('bytes=0-1'), await tell(), await tell('bytes=9-')]).toEqual(Array(3).fill('kokoro'));
  expect(fake.requests).toHaveLength(2);
});
