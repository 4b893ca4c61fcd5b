import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { createDeferred } from '../../src/std/deferred.ts';
import { createTestHandler, toSpeechRequest } from './support/test-handler.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const say = (input: string, init?: RequestInit): Request =>
  toSpeechRequest({ input, response_format: 'pcm' }, init);

describe('several requests at once', () => {
  it('are served one after another, clients in rotation', async () => {
    const gate = createDeferred();
    const { handler, fake } = createTestHandler({
      before: (_, index) => (index === 0 ? gate.promise : undefined),
    });
    const answers = [
      ['a', 'A one.'],
      ['a', 'A two.'],
      ['a', 'A three.'],
      ['b', 'B one.'],
      ['c', 'C one.'],
      ['b', 'B two.'],
    ].map(async ([clientId, text]) => (await handler(say(text!), { clientId: clientId! })).arrayBuffer());
    await expect.poll(handler.openJobCount).toBe(6);
    gate.resolve();
    await Promise.all(answers);
    expect(fake.sentences).toEqual(['A one.', 'A two.', 'B one.', 'C one.', 'A three.', 'B two.']);
    expect(handler.isIdle()).toBe(true);
  });

  it('are refused when too many wait', async () => {
    const gate = createDeferred();
    const { handler } = createTestHandler({ settings: { queueLimit: 2 }, before: () => gate.promise });
    const answers = ['One.', 'Two.', 'Three.'].map(async (text) => (await handler(say(text))).arrayBuffer());
    await expect.poll(handler.openJobCount).toBe(3);
    const refused = await handler(say('Four.'));
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('5');
    expect(await refused.json()).toMatchObject({
      error: { type: 'rate_limit_error', code: 'queue_full', param: null },
    });
    gate.resolve();
    await Promise.all(answers);
    expect((await handler(say('Four.'))).status).toBe(200);
  });

  it('are told of a bad field at once, however long the queue is', async () => {
    const gate = createDeferred();
    const { handler } = createTestHandler({ settings: { queueLimit: 0 }, before: () => gate.promise });
    const running = handler(say('One.'));
    await expect.poll(handler.openJobCount).toBe(1);
    expect((await handler(toSpeechRequest({ input: 'Two.', speed: 9 }))).status).toBe(400);
    gate.resolve();
    await (await running).arrayBuffer();
  });

  it('do not wait for another model', async () => {
    const gate = createDeferred();
    const { handler } = createTestHandler({
      before: ({ model }) => (model === 'kokoro-82m' ? gate.promise : undefined),
    });
    const slow = handler(say('Kokoro is still loading.'));
    const quick = await handler(toSpeechRequest({ model: 'espeak-ng', input: 'At once.' }));
    expect(quick.status).toBe(200);
    await quick.arrayBuffer();
    gate.resolve();
    await (await slow).arrayBuffer();
    expect(handler.isIdle()).toBe(true);
  });

  it('are not held up by an answer that nobody reads', async () => {
    const { handler } = createTestHandler();
    const unread = await handler(say('First sentence of many. '.repeat(40)));
    const second = await handler(say('Read at once.'));
    expect((await second.arrayBuffer()).byteLength).toBeGreaterThan(0);
    // It was put aside, not given up.
    expect((await unread.arrayBuffer()).byteLength).toBe(40 * 24 * 600 * 2);
    expect(handler.isIdle()).toBe(true);
  });
});

describe('a request that is given up', () => {
  it('leaves the queue while it waits', async () => {
    const gate = createDeferred();
    const { handler, fake } = createTestHandler({ before: () => gate.promise });
    const running = handler(say('One.'));
    const abort = new AbortController();
    const waiting = handler(say('Two.', { signal: abort.signal }));
    await expect.poll(handler.openJobCount).toBe(2);
    abort.abort();
    await expect(waiting).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }) as Error);
    expect(handler.openJobCount()).toBe(1);
    gate.resolve();
    await (await running).arrayBuffer();
    expect(fake.sentences).toEqual(['One.']);
    expect(handler.isIdle()).toBe(true);
  });

  it('stops while it is spoken, before and after its head', async () => {
    const { handler, fake } = createTestHandler({
      before: (_, index, signal) =>
        index === 1
          ? new Promise((_resolve, reject) =>
              signal.addEventListener('abort', () => reject(signal.reason as Error)),
            )
          : undefined,
    });
    const abort = new AbortController();
    const response = await handler(say('One. Two. Three.', { signal: abort.signal }));
    const bytes = response.arrayBuffer();
    await expect.poll(() => fake.sentences.length).toBe(2);
    abort.abort();
    await expect(bytes).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }) as Error);
    await expect.poll(fake.open).toBe(0);
    expect(handler.isIdle()).toBe(true);
  });

  it('stops although nothing but the abort controller is left of the request', async () => {
    const { handler, fake } = createTestHandler();
    const abort = new AbortController();
    const response = await handler(say('Again. '.repeat(50), { signal: abort.signal }));
    const reader = response.body!.getReader();
    await reader.read();
    collectGarbage();
    await new Promise((resolve) => setTimeout(resolve));
    collectGarbage();
    abort.abort();
    await expect.poll(fake.open).toBe(0);
    await expect(reader.read()).rejects.toThrow();
  });

  it('is never begun when its signal has fired already', async () => {
    const { handler, fake } = createTestHandler();
    await expect(handler(say('One.', { signal: AbortSignal.abort() }))).rejects.toThrow();
    expect(fake.requests).toEqual([]);
    expect(handler.isIdle()).toBe(true);
  });
});

describe('an identical request of the same client', () => {
  it('joins the running job from its first byte', async () => {
    const gate = createDeferred();
    const { handler, fake } = createTestHandler({
      before: (_, index) => (index === 1 ? gate.promise : undefined),
    });
    const first = await handler(say('One. Two. Three.'), { clientId: 'a' });
    const reader = first.body!.getReader();
    const head = await reader.read();
    const second = await handler(say('One. Two. Three.'), { clientId: 'a' });
    const other = handler(say('One. Two. Three.'), { clientId: 'b' });
    expect(handler.openJobCount()).toBe(1);
    gate.resolve();
    const parts = [head.value!];
    for (let step = await reader.read(); !step.done; step = await reader.read()) parts.push(step.value);
    const bytes = Buffer.from(await second.arrayBuffer());
    expect(Buffer.concat(parts).equals(bytes)).toBe(true);
    expect(first.headers.get('x-request-id')).not.toBe(second.headers.get('x-request-id'));
    await (await other).arrayBuffer();
    expect(fake.requests).toHaveLength(2);
    expect(handler.isIdle()).toBe(true);
  });

  it('keeps the job alive when the first attempt is given up', async () => {
    const gate = createDeferred();
    const { handler, fake } = createTestHandler({ before: () => gate.promise });
    const abort = new AbortController();
    const first = handler(say('One.', { signal: abort.signal }));
    await expect.poll(fake.open).toBe(1);
    const retry = handler(say('One.'));
    await expect.poll(() => handler.openJobCount()).toBe(1);
    await new Promise((resolve) => setTimeout(resolve));
    abort.abort();
    await expect(first).rejects.toThrow();
    gate.resolve();
    expect((await (await retry).arrayBuffer()).byteLength).toBe(4 * 600 * 2);
    expect(fake.requests).toHaveLength(1);
    expect(handler.isIdle()).toBe(true);
  });

  it('fails as the job fails', async () => {
    const gate = createDeferred();
    const { handler } = createTestHandler({
      before: async () => {
        await gate.promise;
        throw new Error('no');
      },
    });
    const both = [handler(say('One.')), handler(say('One.'))];
    gate.resolve();
    expect((await Promise.all(both)).map(({ status }) => status)).toEqual([500, 500]);
    expect(handler.isIdle()).toBe(true);
  });

  it('is spoken anew once the job has ended', async () => {
    const { handler, fake } = createTestHandler();
    await (await handler(say('One.'))).arrayBuffer();
    await (await handler(say('One.'))).arrayBuffer();
    expect(fake.requests).toHaveLength(2);
  });
});
