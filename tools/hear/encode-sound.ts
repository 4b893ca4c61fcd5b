import { createCodecRegistry } from '../../src/audio/encode/codec-registry.ts';
import { SAMPLE_RATE } from '../../src/contract/audio.ts';
import type { AudioFormat } from '../../src/contract/codec.ts';
import { readCodecBinary } from '../codecs/codec-binaries.ts';

const registry = createCodecRegistry({ loadBinary: readCodecBinary });

/** Writes samples at 24 kHz as a whole file, as the app does. */
export async function encodeSound(
  samples: Float32Array<ArrayBuffer>,
  format: AudioFormat,
): Promise<Buffer<ArrayBuffer>> {
  const codec = await registry.load(format);
  const { signal } = new AbortController();
  const pieces: Uint8Array[] = [];
  const options = { layout: 'complete', sampleRate: SAMPLE_RATE, signal } as const;
  for await (const piece of codec.encode(once(samples), options)) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function* once(samples: Float32Array<ArrayBuffer>): AsyncGenerator<Float32Array<ArrayBuffer>> {
  yield await Promise.resolve(samples);
}
