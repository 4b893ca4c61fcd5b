import { orAbort } from '../../../std/abort.ts';
import { joinBytes } from '../../../std/join.ts';
import type { AudioFormat, Codec, EncodeOptions } from '../../../contract/codec.ts';
import { normaliseLoudness } from '../../loudness/normalise-loudness.ts';
import { toSpeechError } from '../../../contract/errors.ts';
import {
  type EncodedBody,
  type Encoder,
  type EncoderSettings,
  type OpenEncoder,
  toClipped,
} from './encoder.ts';
/** One second: a long chunk is encoded in slices, so that the thread is never busy for long and bytes leave early. */
const SLICE_SAMPLES = 24_000;

type Bytes = Uint8Array<ArrayBuffer>;

interface CodecSpec {
  readonly format: AudioFormat;
  readonly contentType: string;
  readonly open: OpenEncoder;
}

/**
 * Creates a codec from the encoder of its format. Bytes come only once there are samples, so that a failing engine is
 * known before the first byte; a failing encoder rejects with `synthesis_failed`.
 */
export function createCodec({ format, contentType, open }: CodecSpec): Codec {
  return {
    format,
    contentType,
    async *encode(pcm, options) {
      options.signal.throwIfAborted();
      const encoder = await openGuarded(open, options, format);
      try {
        const samples = toSlices(toSound(untilAbort(pcm, options.signal), options), options.signal);
        yield* options.layout === 'streamed'
          ? encodeStreamed(samples, encoder)
          : encodeWhole(samples, encoder);
      } finally {
        encoder.free();
      }
    },
  };
}

/** Gives the sound as it is, or, once all of it has come, at the loudness that was asked for. */
async function* toSound(
  pcm: AsyncIterable<Float32Array<ArrayBuffer>>,
  { loudness, sampleRate, signal }: EncodeOptions,
): AsyncGenerator<Float32Array> {
  if (loudness === undefined) {
    yield* pcm;
    return;
  }
  const whole: Float32Array<ArrayBuffer>[] = [];
  for await (const chunk of pcm) whole.push(chunk);
  yield* normaliseLoudness(whole, { targetLufs: loudness, sampleRate, signal });
}

async function* toSlices(
  pcm: AsyncIterable<Float32Array>,
  signal: AbortSignal,
): AsyncGenerator<Float32Array> {
  for await (const chunk of pcm) {
    for (let start = 0; start < chunk.length; start += SLICE_SAMPLES) {
      signal.throwIfAborted();
      yield toClipped(chunk.subarray(start, start + SLICE_SAMPLES));
    }
  }
}

async function* encodeStreamed(
  samples: AsyncIterable<Float32Array>,
  encoder: Encoder,
): AsyncGenerator<Bytes> {
  let head: Bytes | null = encoder.head(null);
  for await (const slice of samples) {
    const bytes = encoder.encode(slice);
    const ready = head === null ? bytes : joinBytes([head, bytes]);
    head = null;
    if (ready.length > 0) yield ready;
  }
  const rest = encoder.finish();
  const last = head === null ? rest : joinBytes([head, rest]);
  if (last.length > 0) yield last;
}

async function* encodeWhole(samples: AsyncIterable<Float32Array>, encoder: Encoder): AsyncGenerator<Bytes> {
  const parts: Bytes[] = [];
  let sampleCount = 0;
  for await (const slice of samples) {
    parts.push(encoder.encode(slice));
    sampleCount += slice.length;
  }
  parts.push(encoder.finish());
  const byteCount = parts.reduce((total, part) => total + part.length, 0);
  const body: EncodedBody = { parts, byteCount, sampleCount };
  for (const part of [encoder.head(body), ...parts]) {
    if (part.length > 0) yield part;
  }
}

/** Distinguishes the failures of an encoder from those of its source, which pass through untouched. */
async function openGuarded(
  open: OpenEncoder,
  settings: EncoderSettings,
  format: AudioFormat,
): Promise<Encoder> {
  const fail = (error: unknown): never => {
    throw toSpeechError(error, 'synthesis_failed', `The sound could not be encoded as ${format}.`);
  };
  const attempt = (step: () => Bytes): Bytes => {
    try {
      return step();
    } catch (error) {
      return fail(error);
    }
  };
  // A promise also where the encoder is made at once, so that both ways of failing are one.
  const encoder = await Promise.resolve(settings).then(open).catch(fail);
  return {
    encode: (samples) => attempt(() => encoder.encode(samples)),
    finish: () => attempt(() => encoder.finish()),
    head: (body) => attempt(() => encoder.head(body)),
    free: () => encoder.free(),
  };
}

/** Passes chunks on, and throws as soon as `signal` fires, even while the source is still working on the next one. */
async function* untilAbort<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T, void, void> {
  signal.throwIfAborted();
  const iterator = source[Symbol.asyncIterator]();
  let ended = false;
  try {
    for (;;) {
      const result = await orAbort(iterator.next(), signal);
      if (result.done === true) {
        ended = true;
        return;
      }
      yield result.value;
    }
  } finally {
    // A source that ignores the signal would answer only after its next chunk, so nobody waits for it.
    if (!ended) iterator.return?.().catch(() => undefined);
  }
}
