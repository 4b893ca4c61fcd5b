import type { AudioFormat } from '../../../../../src/contract/codec.ts';
import { describe, expect, it } from 'vitest';
import { createAacEncoder, ffmpegAac } from '../../../../../src/audio/encode/aac/aac-codec.ts';
import { lame } from '../../../../../src/audio/encode/mp3/lame.ts';
import { createMp3Encoder } from '../../../../../src/audio/encode/mp3/mp3-encoder.ts';
import { libopus } from '../../../../../src/audio/encode/opus/libopus.ts';
import { createOpusEncoder } from '../../../../../src/audio/encode/opus/opus-codec.ts';
import {
  createWasmLibrary,
  type WasmLibrary,
  type WasmLibrarySpec,
} from '../../../../../src/audio/encode/wasm/wasm-library.ts';
import { readCodecBinary } from '../../../../../tools/codecs/codec-binaries.ts';
import { cutEvenly, encode, registry, toOptions, toStream } from '../../../codecs/support/encode.ts';
import { createSpeechLike } from '../../../codecs/support/speech-like.ts';

const compressed = ['mp3', 'opus', 'aac', 'flac'] as const;
const one = createSpeechLike(60_000, 1);
const other = createSpeechLike(60_000, 5);

/** Drops the random serial number of Ogg: everything but packets. */
const comparable = (format: AudioFormat, file: Buffer): Buffer | number =>
  format === 'opus' ? file.length : file;

describe('several encodes', () => {
  for (const format of compressed) {
    it(`of ${format} at once do not mix`, async () => {
      const codec = await registry.load(format);
      const encoders = [one, other].map((sound) =>
        codec.encode(toStream(cutEvenly(sound, 20)), toOptions())[Symbol.asyncIterator](),
      );
      const files: Uint8Array[][] = [[], []];
      const open = new Set([0, 1]);
      while (open.size > 0) {
        for (const index of [...open]) {
          const result = await encoders[index]!.next();
          if (result.done === true) open.delete(index);
          else files[index]!.push(result.value);
        }
      }
      expect(comparable(format, Buffer.concat(files[0]!))).toEqual(
        comparable(format, await encode(format, [one])),
      );
      expect(comparable(format, Buffer.concat(files[1]!))).toEqual(
        comparable(format, await encode(format, [other])),
      );
    });

    it(`of ${format} survive one that cannot be opened`, async () => {
      const codec = await registry.load(format);
      const broken = codec.encode(toStream([one]), toOptions({ sampleRate: 10_000_000 }));
      await expect(broken[Symbol.asyncIterator]().next()).rejects.toMatchObject({
        name: 'SpeechError',
        code: 'synthesis_failed',
      });
      expect((await encode(format, [one])).length).toBeGreaterThan(1000);
    });
  }

  it('of flac, each in memory of its own, may be left early as often as one likes', async () => {
    const codec = await registry.load('flac');
    const readers: AsyncIterator<Uint8Array>[] = [];
    for (let round = 0; round < 300; round += 1) {
      const reader = codec.encode(toStream([one.slice(0, 9000)]), toOptions())[Symbol.asyncIterator]();
      await reader.next();
      await reader.return?.();
      readers.push(reader);
    }
    expect(readers).toHaveLength(300);
    expect((await encode('flac', [one])).length).toBeGreaterThan(1000);
  });
});

describe('an encoder that is freed', () => {
  const settings = toOptions();
  const openers = {
    mp3: async () => {
      const library = await start(lame);
      return { library, open: () => createMp3Encoder(library, settings) };
    },
    opus: async () => {
      const library = await start(libopus);
      return { library, open: () => createOpusEncoder(library, settings) };
    },
    aac: async () => {
      const library = await start(ffmpegAac);
      return { library, open: () => createAacEncoder(library, settings) };
    },
  };

  for (const [format, createOpener] of Object.entries(openers)) {
    it(`gives its memory back in the middle of the sound: ${format}`, async () => {
      const { library, open } = await createOpener();
      const leaveEarly = (): void => {
        const encoder = open();
        encoder.encode(one.subarray(0, 3000));
        encoder.free();
      };
      leaveEarly();
      const byteLength = library.memory().byteLength;
      // libopus has 16 MiB and no more, so that a leak makes it fail; the others would grow.
      for (let round = 0; round < 600; round += 1) leaveEarly();
      expect(library.memory().byteLength).toBe(byteLength);
    });
  }
});

async function start<Name extends string>(spec: WasmLibrarySpec<Name>): Promise<WasmLibrary<Name>> {
  return createWasmLibrary(spec, await WebAssembly.compile(await readCodecBinary(spec.binary)));
}
