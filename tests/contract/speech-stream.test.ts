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
});
