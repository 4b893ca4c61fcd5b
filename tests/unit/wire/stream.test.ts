import { describe, expect, it, vi } from 'vitest';
import { SpeechError } from '../../../src/contract/errors.ts';
import { createDeferred } from '../../../src/std/deferred.ts';
import { PeerLostError } from '../../../src/wire/peer-watch.ts';
import { openStream } from '../../../src/wire/open-stream.ts';
import { serveStream } from '../../../src/wire/serve-stream.ts';
import { toReadableStream } from '../../../src/wire/http-port.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const toTransfer = (bytes: Bytes): Transferable[] => [bytes.buffer];

function connect(create: (signal: AbortSignal) => AsyncIterable<Bytes>, signal?: AbortSignal) {
  const { port1, port2 } = new MessageChannel();
  const over = serveStream(port2, { create, toTransfer });
  return { items: openStream<Bytes>(port1, signal === undefined ? {} : { signal }), over, port1, port2 };
}

async function* counting(count: number, made: Bytes[] = []): AsyncGenerator<Bytes> {
  for (let index = 0; index < count; index += 1) {
    const bytes = new Uint8Array([index]);
    made.push(bytes);
    yield await Promise.resolve(bytes);
  }
}

describe('a pull stream over a port', () => {
  it('gives every item once and in order, then ends', async () => {
    const { items, over } = connect(() => counting(50));
    const seen: number[] = [];
    for await (const bytes of items) seen.push(...bytes);
    expect(seen).toEqual(Array.from({ length: 50 }, (_, index) => index));
    await over;
    await expect(items.next()).resolves.toMatchObject({ done: true });
  });

  it('makes nothing before it is asked for and moves what it made', async () => {
    const made: Bytes[] = [];
    const { items } = connect(() => counting(10, made));
    await items.next();
    await items.next();
    expect(made.map((bytes) => bytes.byteLength)).toEqual([0, 0]);
    await items.return?.();
  });

  it('passes on the error that broke it, after the items before it', async () => {
    const { items, over } = connect(async function* () {
      yield* counting(1);
      throw new SpeechError('synthesis_failed', 'The voice broke.');
    });
    await expect(items.next()).resolves.toMatchObject({ done: false });
    await expect(items.next()).rejects.toMatchObject({ name: 'SpeechError', code: 'synthesis_failed' });
    await expect(items.next()).rejects.toThrow('The voice broke.');
    await over;
  });

  it('runs the finally of a producer whose reader stops early', async () => {
    const released = createDeferred();
    const { items, over } = connect(async function* () {
      try {
        yield* counting(100);
      } finally {
        released.resolve();
      }
    });
    for await (const bytes of items) if (bytes[0] === 3) break;
    await released.promise;
    await over;
  });

  it('fires the signal of a producer that is in the middle of an item', async () => {
    const started = createDeferred();
    const { items, over } = connect(async function* (signal) {
      started.resolve();
      await new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(signal.reason as Error);
        });
      });
      yield* counting(1);
    });
    const next = items.next();
    await started.promise;
    await items.return?.();
    await expect(next).resolves.toMatchObject({ done: true });
    await over;
  });

  it('rejects with AbortError when its own signal fires', async () => {
    const controller = new AbortController();
    const { items, over } = connect(async function* (signal) {
      await new Promise((resolve) => {
        signal.addEventListener('abort', resolve);
      });
      yield* counting(1);
    }, controller.signal);
    const next = items.next();
    controller.abort();
    await expect(next).rejects.toMatchObject({ name: 'AbortError' });
    await over;
  });

  it('rejects when the producer closes its port without a word', async () => {
    const { items, port2 } = connect(() => counting(2));
    await items.next();
    port2.close();
    await expect(items.next()).rejects.toBeInstanceOf(PeerLostError);
  });

  it('ignores messages that only another version knows', async () => {
    const { items, port1, port2 } = connect(() => counting(2));
    for (const message of [null, 'text', { type: 'hurry' }]) {
      port1.postMessage(message);
      port2.postMessage(message);
    }
    const seen: number[] = [];
    for await (const bytes of items) seen.push(...bytes);
    expect(seen).toEqual([0, 1]);
  });

  it('rejects when the producer falls silent', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { port1 } = new MessageChannel();
    const outcome = vi.fn();
    openStream<Bytes>(port1).next().catch(outcome);
    await vi.advanceTimersByTimeAsync(19_999);
    expect(outcome).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(outcome).toHaveBeenCalledWith(expect.any(PeerLostError));
    vi.useRealTimers();
  });

  it('stops producing when the reader falls silent', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { port1, port2 } = new MessageChannel();
    const beats: unknown[] = [];
    port1.addEventListener('message', (event: MessageEvent) => beats.push(event.data));
    port1.start();
    const over = serveStream(port2, { create: () => counting(1) });
    await vi.advanceTimersByTimeAsync(25_000);
    await over;
    vi.useRealTimers();
    expect(beats).toContainEqual({ type: 'beat' });
  });
});

describe('toReadableStream', () => {
  it('errors, never closes, when the source breaks', async () => {
    const { items } = connect(async function* () {
      yield* counting(2);
      throw new Error('half way');
    });
    const reader = toReadableStream(items).getReader();
    await reader.read();
    await reader.read();
    await expect(reader.read()).rejects.toThrow('half way');
  });

  it('asks for nothing until it is read, and cancels its source', async () => {
    const made: Bytes[] = [];
    const { items, over } = connect(() => counting(5, made));
    const stream = toReadableStream(items);
    await Promise.resolve();
    expect(made).toEqual([]);
    const reader = stream.getReader();
    await reader.read();
    await reader.cancel();
    await over;
    expect(made).toHaveLength(1);
  });
});
