import type { AudioFormat, EncodeOptions } from '../../../../src/contract/codec.ts';
import { SAMPLE_RATE } from '../../../../src/contract/audio.ts';
import { createCodecRegistry } from '../../../../src/audio/encode/codec-registry.ts';
import { readCodecBinary } from '../../../../tools/codecs/codec-binaries.ts';

type Chunk = Float32Array<ArrayBuffer>;

export const registry = createCodecRegistry({ loadBinary: readCodecBinary });

/** Cuts samples into chunks of the given lengths; what remains is the last chunk. */
export function cut(samples: Chunk, ...lengths: readonly number[]): Chunk[] {
  const chunks: Chunk[] = [];
  let start = 0;
  for (const length of [...lengths, samples.length]) {
    chunks.push(samples.slice(start, start + length));
    start += length;
  }
  return chunks;
}

/** Cuts samples into `count` chunks of about the same length. */
export function cutEvenly(samples: Chunk, count: number): Chunk[] {
  const length = Math.ceil(samples.length / count);
  return cut(samples, ...Array.from({ length: count - 1 }, () => length));
}

export async function* toStream(chunks: readonly Chunk[]): AsyncGenerator<Chunk> {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}

export function toOptions(options: Partial<EncodeOptions> = {}): EncodeOptions {
  return { layout: 'streamed', sampleRate: SAMPLE_RATE, signal: new AbortController().signal, ...options };
}

/** Encodes chunks and returns the parts that the codec handed out. */
export async function encodeParts(
  format: AudioFormat,
  chunks: readonly Chunk[],
  options: Partial<EncodeOptions> = {},
): Promise<Uint8Array[]> {
  const codec = await registry.load(format);
  const parts: Uint8Array[] = [];
  for await (const part of codec.encode(toStream(chunks), toOptions(options))) parts.push(part);
  return parts;
}

/** Encodes chunks and returns the whole file. */
export async function encode(
  format: AudioFormat,
  chunks: readonly Chunk[],
  options: Partial<EncodeOptions> = {},
): Promise<Buffer> {
  return Buffer.concat(await encodeParts(format, chunks, options));
}
