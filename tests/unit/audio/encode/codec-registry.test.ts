import { describe, expect, it } from 'vitest';
import { createCodecRegistry } from '../../../../src/audio/encode/codec-registry.ts';
import type { CodecBinary } from '../../../../src/audio/encode/wasm/binary.ts';
import { readCodecBinary } from '../../../../tools/codecs/codec-binaries.ts';
import { toOptions, toStream } from '../../codecs/support/encode.ts';

const sound = [new Float32Array(4800)];

describe('createCodecRegistry', () => {
  it('offers every format, with the content type of the contract', async () => {
    const registry = createCodecRegistry({ loadBinary: readCodecBinary });
    const types = await Promise.all(
      registry.formats.map(async (format) => [format, (await registry.load(format)).contentType]),
    );
    expect(Object.fromEntries(types)).toEqual({
      mp3: 'audio/mpeg',
      opus: 'audio/opus',
      aac: 'audio/aac',
      flac: 'audio/flac',
      wav: 'audio/wav',
      pcm: 'audio/pcm',
      raw: 'application/octet-stream',
    });
  });

  it('refuses the compressed formats where there is nothing to load them with', async () => {
    const registry = createCodecRegistry();
    expect(registry.formats).toEqual(['wav', 'pcm', 'raw']);
    await expect(registry.load('aac')).rejects.toMatchObject({
      code: 'unsupported_format',
      param: 'response_format',
      message: "'aac' cannot be encoded in this browser. Supported here: 'wav', 'pcm', 'raw'.",
    });
  });

  it('loads each encoder once, on first use, also when several want it at once', async () => {
    const loaded: CodecBinary[] = [];
    const registry = createCodecRegistry({
      loadBinary: (name) => {
        loaded.push(name);
        return readCodecBinary(name);
      },
    });
    const codec = await registry.load('opus');
    expect(await registry.load('opus')).toBe(codec);
    expect(loaded).toEqual([]);
    const firstBytes = (): Promise<unknown> =>
      codec.encode(toStream(sound), toOptions())[Symbol.asyncIterator]().next();
    await Promise.all([firstBytes(), firstBytes()]);
    await firstBytes();
    expect(loaded).toEqual(['libopus.wasm']);
  });

  it('tries again after an encoder could not be loaded', async () => {
    let attempts = 0;
    const registry = createCodecRegistry({
      loadBinary: (name) => {
        attempts += 1;
        return attempts === 1 ? Promise.reject(new Error('offline')) : readCodecBinary(name);
      },
    });
    const codec = await registry.load('mp3');
    const encode = (): Promise<unknown> =>
      codec.encode(toStream(sound), toOptions())[Symbol.asyncIterator]().next();
    await expect(encode()).rejects.toMatchObject({ code: 'engine_unavailable', cause: new Error('offline') });
    await expect(encode()).resolves.toMatchObject({ done: false });
  });
});
