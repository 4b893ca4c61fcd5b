import { describe, expect, it } from 'vitest';
import type { Speak, SpokenSegment } from '../../../../src/speech/ports.ts';
import type { SpeechRequest } from '../../../../src/speech/request.ts';
import { createDeferred } from '../../../../src/std/deferred.ts';
import { speakToSink } from '../../../../src/threads/server/speak-to-sink.ts';
import type { SourceToSink } from '../../../../src/wire/player.protocol.ts';

const request: SpeechRequest = {
  text: 'One. Two. Three.',
  model: 'kokoro-82m',
  voice: [{ id: 'af_heart', weight: 1 }],
  language: 'en-us',
  speed: 1,
};

function createSegment(index: number): SpokenSegment {
  return {
    segment: { index, text: '', start: 0, end: 0, phonemes: '', tokenIds: [], words: [] },
    samples: new Float32Array([index]),
    engine: 'kokoro',
    startSeconds: 0,
    words: [],
  };
}

/** A speaker of three segments that says what it made and whether it was let go. */
function createSpeaker(options: { failAt?: number } = {}) {
  const made: number[] = [];
  const released = createDeferred<boolean>();
  const speak: Speak = async function* (_request, signal) {
    try {
      for (let index = 0; index < 3; index += 1) {
        if (index === options.failAt) throw new Error('no voice');
        made.push(index);
        yield await Promise.resolve(createSegment(index));
      }
    } finally {
      released.resolve(signal.aborted);
    }
  };
  return { speak, made, released: released.promise };
}

/** A sink that asks by hand. */
function createSink() {
  const { port1, port2 } = new MessageChannel();
  const received: SourceToSink[] = [];
  let arrival = createDeferred();
  port2.addEventListener('message', (event: MessageEvent<SourceToSink>) => {
    received.push(event.data);
    arrival.resolve();
    arrival = createDeferred();
  });
  port2.start();
  const pull = async (): Promise<SourceToSink | undefined> => {
    const next = arrival.promise;
    port2.postMessage({ type: 'pull' });
    await next;
    return received.at(-1);
  };
  return {
    port: port1,
    received,
    pull,
    cancel: () => port2.postMessage({ type: 'cancel' }),
    close: () => port2.close(),
  };
}

const never = new AbortController().signal;

describe('speakToSink', () => {
  it('answers each pull with one chunk, moves it, and says when that was all', async () => {
    const { speak, made } = createSpeaker();
    const sink = createSink();
    const seen: number[] = [];
    const over = speakToSink(speak, {
      request,
      sink: sink.port,
      signal: never,
      onSegment: ({ segment }) => seen.push(segment.index),
    });
    await expect(sink.pull()).resolves.toEqual({ type: 'pcm', samples: new Float32Array([0]) });
    expect(made).toEqual([0]);
    await sink.pull();
    await sink.pull();
    await expect(sink.pull()).resolves.toEqual({ type: 'end' });
    await over;
    expect(seen).toEqual([0, 1, 2]);
    expect(sink.received.map(({ type }) => type)).toEqual(['pcm', 'pcm', 'pcm', 'end']);
    sink.close();
  });

  it('lets the speaker go when the sink cancels', async () => {
    const { speak, made, released } = createSpeaker();
    const sink = createSink();
    const over = speakToSink(speak, { request, sink: sink.port, signal: never, onSegment: () => undefined });
    await sink.pull();
    sink.cancel();
    await expect(over).rejects.toMatchObject({ name: 'AbortError' });
    await expect(released).resolves.toBe(true);
    expect(made).toEqual([0]);
    sink.close();
  });

  it('lets the speaker go when the caller aborts, with the reason of that', async () => {
    const { speak, released } = createSpeaker();
    const sink = createSink();
    const controller = new AbortController();
    const over = speakToSink(speak, {
      request,
      sink: sink.port,
      signal: controller.signal,
      onSegment: () => undefined,
    });
    await sink.pull();
    controller.abort();
    await expect(over).rejects.toBe(controller.signal.reason);
    await expect(released).resolves.toBe(true);
    sink.close();
  });

  it('tells the sink that no more will come when speaking fails', async () => {
    const { speak } = createSpeaker({ failAt: 1 });
    const sink = createSink();
    const over = speakToSink(speak, { request, sink: sink.port, signal: never, onSegment: () => undefined });
    const failed = expect(over).rejects.toThrow('no voice');
    await sink.pull();
    await expect(sink.pull()).resolves.toEqual({ type: 'failed' });
    await failed;
    sink.close();
  });
});
