import { describe, expect, it } from 'vitest';
import type { Handler } from '../../src/api/handle.ts';
import { toFetch } from '../../src/api/to-fetch.ts';
import { createStreamer, type OpenStream } from '../../src/page/stream/open-stream.ts';
import { Scope } from '../../src/std/scope.ts';
import { joinSamples } from '../../src/std/join.ts';
import { SAMPLE_RATE } from '../../src/contract/audio.ts';
import { decodeToneRuns } from '../fixtures/decode-tones.ts';
import { openToneHandler, toSamples } from './support/tone-handler.ts';
import { createTestHandler, type TestHandler, type TestHandlerOptions } from './support/test-handler.ts';

function setUp(options: TestHandlerOptions = {}): TestHandler & { readonly stream: OpenStream } {
  const test = createTestHandler(options);
  return { ...test, ...toStreamer(test.handler) };
}

function toStreamer(handler: Handler): { readonly stream: OpenStream } {
  const openPlayer = (): never => {
    throw new Error('Nothing plays here.');
  };
  const host = {
    scope: new Scope(),
    fetch: toFetch(handler),
    baseUrl: 'https://sotto.test/',
    openPlayer,
  };
  return { stream: createStreamer(host) };
}

/** The pauses of a sound that are longer than those between words, in whole quarters of a second. */
function toPauses(samples: Float32Array): number[] {
  return decodeToneRuns(samples).flatMap(({ id, startSample, endSample }) => {
    const count = Math.floor((4 * (endSample - startSample)) / SAMPLE_RATE);
    return id === null && count > 0 ? [count] : [];
  });
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

  it.each([
    ['text', 'One is here now. Two is here now. Three is here now.\n\nA new paragraph. And more.'],
    ['text', '1. First of all, one.\n2. And second. Two.\n\nThen a paragraph,\nwith a line. And an end'],
    ['markdown', 'Here are tips:\n- one. two.\n- three\n\nAn end.'],
    ['markdown', `* An item.\n\n  ${'And so on it goes, '.repeat(22)}on.\n* Another one.`],
    ['markdown', 'A title\n=====\n\nSome text. More.'],
    ['markdown', 'A part\n---\n\nThe end.\n\n---\n\nBehind it.'],
    ['markdown', 'The end.\n\n---\n\nBehind it. More.'],
    ['markdown', '- An item\n---\n\nBehind it. More.'],
    ['markdown', '# A heading\n\nSome text. More text.\n\n- one item\n- another one\n\nAnd the end.'],
    [
      'markdown',
      'A scene ends.\n\n***\n\nAnother one begins. `x` stays.\n\n```js\nlet a;\n\nb();\n```\n\nBehind it.',
    ],
    [
      'markdown',
      '| a | b |\n|---|---|\n| one | two |\n| three | four |\n\nBehind the table. A name, say Dr. Who.',
    ],
  ] as const)('has the pauses of a single request: %s, %j', async (format, text) => {
    const pauses = { sentence: 0.25, item: 0.5, paragraph: 0.75, heading: 1, start: 1.25, end: 1.75 };
    const { post, handler } = openToneHandler();
    const body = { input: text, input_format: format, pauses, response_format: 'pcm' };
    const whole = toPauses(await toSamples(await post('/v1/audio/speech', body)));
    expect(whole.length).toBeGreaterThan(3);
    const { stream } = toStreamer(handler);
    for (const source of [text, Array.from(text)]) {
      const { audio } = stream(source, { format, pauses });
      expect(toPauses(joinSamples(await readAll(audio)))).toEqual(whole);
    }
  });

  it('leaves it to the API to refuse pauses', async () => {
    const { stream } = setUp();
    for (const pauses of [{ end: 61 }, { start: -1 }, { end: 'long' as unknown as number }]) {
      await expect(readAll(stream('Hello there.', { pauses }).audio)).rejects.toMatchObject({
        param: 'pauses',
      });
    }
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
    refusals.push(new Response('<p>Not found</p>', { status: 404 }), Response.json('no', { status: 500 }));
    for (const code of ['engine_unavailable', 'synthesis_failed'])
      await expect(readAll(stream('Hello there.').audio)).rejects.toMatchObject({
        name: 'SpeechError',
        code,
      });
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
