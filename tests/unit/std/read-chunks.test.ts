import { describe, expect, it } from 'vitest';
import { joinBytes } from '../../../src/std/join.ts';
import { readBlobChunks, readChunks, type ChunkReader } from '../../../src/std/memory.ts';
import { createBytes } from '../../fixtures/model-files.ts';

const bytes = createBytes(1_000_000);

async function collect(
  reader: ChunkReader,
  onChunk = (_: Uint8Array): void => undefined,
): Promise<Uint8Array> {
  const copies: Uint8Array[] = [];
  for (let chunk = await reader.next(); chunk !== null; chunk = await reader.next()) {
    onChunk(chunk);
    copies.push(chunk.slice());
  }
  return joinBytes(copies);
}

describe('readChunks', () => {
  it('reads a stream of bytes into one buffer', async () => {
    const earlier: Uint8Array[] = [];
    const all = await collect(readChunks(new Blob([bytes]).stream()), (chunk) => {
      // The buffer has gone on to the next chunk.
      expect(earlier.every(({ byteLength }) => byteLength === 0)).toBe(true);
      earlier.push(chunk);
    });
    expect(Buffer.compare(all, bytes)).toBe(0);
    expect(earlier.length).toBeGreaterThan(1);
  });

  it('reads a stream that only gives chunks of its own', async () => {
    const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start: (controller) => {
        controller.enqueue(bytes.slice(0, 10));
        controller.enqueue(bytes.slice(10));
        controller.close();
      },
    });
    expect(Buffer.compare(await collect(readChunks(stream)), bytes)).toBe(0);
  });

  it('passes on what broke the stream', async () => {
    const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
      type: 'bytes',
      start: (controller) => controller.error(new TypeError('cut')),
    });
    await expect(readChunks(stream).next()).rejects.toThrow('cut');
  });

  it('gives the end of a stream that was cancelled', async () => {
    const reader = readChunks(new Blob([bytes]).stream());
    await reader.next();
    reader.cancel();
    expect(await reader.next()).toBeNull();
  });
});

describe('readBlobChunks', () => {
  it('stops reading when nobody wants more', async () => {
    for await (const chunk of readBlobChunks(new Blob([bytes]))) {
      expect(Buffer.compare(chunk, bytes.subarray(0, chunk.byteLength))).toBe(0);
      break;
    }
    expect.assertions(1);
  });
});
