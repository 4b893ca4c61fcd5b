import { describe, expect, it } from 'vitest';
import { toFetch } from '../../src/api/to-fetch.ts';
import { createStreamer, type OpenStream } from '../../src/page/stream/open-stream.ts';
import { Scope } from '../../src/std/scope.ts';
import { createTestHandler, type TestHandler, type TestHandlerOptions } from './support/test-handler.ts';

function setUp(options: TestHandlerOptions = {}): TestHandler & { readonly stream: OpenStream } {
  const test = createTestHandler(options);
  const openPlayer = (): never => {
    throw new Error('Nothing plays here.');
  };
  const host = {
    scope: new Scope(),
    fetch: toFetch(test.handler),
    baseUrl: 'https://sotto.test/',
    openPlayer,
  };
  return { ...test, stream: createStreamer(host) };
}

async function readAll<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe('a stream', () => {
  it('gives words read before, beside or behind the sound', async () => {
    const { stream } = setUp();
    const text = 'Hello there. How are you?';
    const expected = ['Hello', 'there', 'How', 'are', 'you'];
    const before = stream(text);
    expect((await readAll(before.words)).map((word) => word.text)).toEqual(expected);
    const samples = (await readAll(before.audio)).reduce((sum, { length }) => sum + length, 0);
    const behind = stream(Array.from(text));
    expect((await readAll(behind.audio)).reduce((sum, { length }) => sum + length, 0)).toBe(samples);
    expect((await readAll(behind.words)).map((word) => word.text)).toEqual(expected);
    expect(await behind.interrupt()).toBe(text.length - 1);
  });

  it('speaks all that came before its source failed, then fails as it did', async () => {
    const { stream, fake } = setUp();
    async function* broken(): AsyncGenerator<string> {
      yield 'One sentence. Half';
      await Promise.resolve();
      throw new RangeError('The model went away.');
    }
    await expect(readAll(stream(broken()).audio)).rejects.toThrow('The model went away.');
    expect(fake.sentences.join('')).toBe('One sentence. Half');
  });

  it('reads no more of its source than it needs', async () => {
    const { stream, handler } = setUp();
    let count = 0;
    function* endless(): Generator<string> {
      for (;;) {
        count += 1;
        yield 'And so on it goes. ';
      }
    }
    for await (const samples of stream(endless()).audio) if (samples.length > 0) break;
    expect(count).toBeLessThan(400);
    await expect.poll(() => handler.isIdle()).toBe(true);
  });

  it('speaks without times where the model has none', async () => {
    const { stream } = setUp({ isUntimed: true });
    const speech = stream('Hello there.');
    expect((await readAll(speech.audio)).length).toBeGreaterThan(0);
    expect(await readAll(speech.words)).toEqual([]);
  });

  it('refuses what is no text', async () => {
    const { stream } = setUp();
    expect(() => stream(5 as unknown as string)).toThrow('expected text');
    await expect(readAll(stream([5 as unknown as string]).audio)).rejects.toMatchObject({
      code: 'invalid_type',
    });
  });

  it('asks again when it is told to come back, and gives up where there is no use', async () => {
    const { handler } = createTestHandler();
    const refusals: Response[] = [];
    let count = 0;
    const fetch = (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
      count += 1;
      const refusal = refusals.shift();
      return refusal === undefined ? handler(new Request(input, init)) : Promise.resolve(refusal);
    };
    const stream = createStreamer({
      ...{ scope: new Scope(), fetch, baseUrl: 'https://sotto.test/' },
      openPlayer: () => {
        throw new Error('Nothing plays here.');
      },
    });
    const refuse = (status: number, headers: Record<string, string>): Response =>
      Response.json({ error: { code: 'queue_full', message: 'Full.', param: null } }, { status, headers });
    refusals.push(
      refuse(429, { 'Retry-After': '0' }),
      refuse(503, { 'Retry-After': new Date().toUTCString() }),
    );
    expect((await readAll(stream('Hello there.').words)).map(({ text }) => text)).toEqual(['Hello', 'there']);
    expect(count).toBe(3);
    for (const headers of [
      {},
      { 'Retry-After': '0', 'X-Should-Retry': 'false' },
      { 'Retry-After': 'soon' },
    ]) {
      count = 0;
      refusals.push(refuse(503, headers));
      await expect(readAll(stream('Hello there.').audio)).rejects.toMatchObject({ code: 'queue_full' });
      expect(count).toBe(1);
    }
    count = 0;
    refusals.push(...Array.from({ length: 9 }, () => refuse(429, { 'Retry-After': '0' })));
    await expect(readAll(stream('Hello there.').audio)).rejects.toMatchObject({ code: 'queue_full' });
    expect(count).toBe(5);
  });

  it('is aborted while it waits to ask again', async () => {
    const controller = new AbortController();
    const fetch = (): Promise<Response> => {
      queueMicrotask(() => controller.abort());
      return Promise.resolve(new Response('{}', { status: 429, headers: { 'Retry-After': '30' } }));
    };
    const openPlayer = (): never => {
      throw new Error('Nothing plays here.');
    };
    const stream = createStreamer({ scope: new Scope(), fetch, baseUrl: 'https://sotto.test/', openPlayer });
    const { audio } = stream('Hello there.', { signal: controller.signal });
    await expect(readAll(audio)).rejects.toMatchObject({ name: 'AbortError' });
  });
});
