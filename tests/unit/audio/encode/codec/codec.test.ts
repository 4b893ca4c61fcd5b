import { describe, expect, it } from 'vitest';
import { createCodec } from '../../../../../src/audio/encode/codec/codec.ts';
import type { Encoder } from '../../../../../src/audio/encode/codec/encoder.ts';
import { toOptions, toStream } from '../../../codecs/support/encode.ts';

const second = 24_000;

/** Writes down every call; each byte stands for one call. */
function createRecorder(overrides: Partial<Encoder> = {}): { encoder: Encoder; calls: string[] } {
  const calls: string[] = [];
  const note = (call: string, byte: number): Uint8Array<ArrayBuffer> => {
    calls.push(call);
    return Uint8Array.of(byte);
  };
  const encoder: Encoder = {
    encode: (samples) => note(`encode ${samples.length}`, 2),
    finish: () => note('finish', 3),
    head: (body) => note(body === null ? 'head' : `head ${body.sampleCount} ${body.byteCount}`, 1),
    free: () => void calls.push('free'),
    ...overrides,
  };
  return { encoder, calls };
}

function toCodec(encoder: Encoder): ReturnType<typeof createCodec> {
  return createCodec({ format: 'mp3', contentType: 'audio/mpeg', open: () => encoder });
}

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<number[][]> {
  const parts: number[][] = [];
  for await (const part of stream) parts.push([...part]);
  return parts;
}

function toReader(stream: AsyncIterable<Uint8Array>): AsyncIterator<Uint8Array> {
  return stream[Symbol.asyncIterator]();
}

describe('createCodec', () => {
  it('hands a streamed head out with the first bytes, and frees the encoder at the end', async () => {
    const { encoder, calls } = createRecorder();
    const parts = await readAll(toCodec(encoder).encode(toStream([new Float32Array(5)]), toOptions()));
    expect(parts).toEqual([[1, 2], [3]]);
    expect(calls).toEqual(['head', 'encode 5', 'finish', 'free']);
  });

  it('asks for the head last where the file is complete, and hands it out first', async () => {
    const { encoder, calls } = createRecorder();
    const chunks = [new Float32Array(5), new Float32Array(6)];
    const parts = await readAll(toCodec(encoder).encode(toStream(chunks), toOptions({ layout: 'complete' })));
    expect(parts).toEqual([[1], [2], [2], [3]]);
    expect(calls).toEqual(['encode 5', 'encode 6', 'finish', 'head 11 3', 'free']);
  });

  it('gives no byte while there is no sound, so that a failing source is known before the first byte', async () => {
    const { encoder, calls } = createRecorder();
    const failing = (async function* () {
      yield await Promise.reject<Float32Array<ArrayBuffer>>(new Error('no voice'));
    })();
    const reader = toReader(toCodec(encoder).encode(failing, toOptions()));
    await expect(reader.next()).rejects.toThrow('no voice');
    expect(calls.at(-1)).toBe('free');
  });

  it('encodes long chunks in slices of one second, each only when it is asked for', async () => {
    const { encoder, calls } = createRecorder();
    const reader = toReader(toCodec(encoder).encode(toStream([new Float32Array(2.5 * second)]), toOptions()));
    await reader.next();
    expect(calls).toEqual(['head', 'encode 24000']);
    await reader.next();
    await reader.next();
    expect(calls).toEqual(['head', 'encode 24000', 'encode 24000', 'encode 12000']);
    await reader.return?.();
  });

  it('frees the encoder and lets go of the source when the reader stops', async () => {
    const { encoder, calls } = createRecorder();
    let released = false;
    const source = (async function* () {
      try {
        for (;;) yield await Promise.resolve(new Float32Array(10));
      } finally {
        released = true;
      }
    })();
    const reader = toReader(toCodec(encoder).encode(source, toOptions()));
    await reader.next();
    await reader.return?.();
    expect(calls).toEqual(['head', 'encode 10', 'free']);
    expect(released).toBe(true);
  });

  it('rejects at once when aborted, also while the source is silent for ever', async () => {
    const { encoder, calls } = createRecorder();
    const controller = new AbortController();
    const silent: AsyncIterable<Float32Array<ArrayBuffer>> = {
      [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined) }),
    };
    const reader = toReader(toCodec(encoder).encode(silent, toOptions({ signal: controller.signal })));
    const pending = reader.next();
    controller.abort();
    await expect(pending).rejects.toMatchObject({ name: 'AbortError' });
    expect(calls).toEqual(['head', 'free']);
  });

  it('opens nothing when it was aborted before', async () => {
    const { encoder, calls } = createRecorder();
    const options = toOptions({ signal: AbortSignal.abort() });
    const reader = toReader(toCodec(encoder).encode(toStream([new Float32Array(1)]), options));
    await expect(reader.next()).rejects.toMatchObject({ name: 'AbortError' });
    expect(calls).toEqual([]);
  });

  it('tells a failing encoder from a failing source, and frees it', async () => {
    const { encoder, calls } = createRecorder({
      encode: () => {
        throw new Error('out of memory');
      },
    });
    const reading = readAll(toCodec(encoder).encode(toStream([new Float32Array(1)]), toOptions()));
    await expect(reading).rejects.toMatchObject({
      code: 'synthesis_failed',
      message: 'The sound could not be encoded as mp3.',
      cause: new Error('out of memory'),
    });
    expect(calls.at(-1)).toBe('free');
  });
});
