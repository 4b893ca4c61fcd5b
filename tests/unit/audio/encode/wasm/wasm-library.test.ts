import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ffmpegAac } from '../../../../../src/audio/encode/aac/aac-codec.ts';
import { libflac } from '../../../../../src/audio/encode/flac/flac-codec.ts';
import { lame } from '../../../../../src/audio/encode/mp3/lame.ts';
import { libopus } from '../../../../../src/audio/encode/opus/libopus.ts';
import { openOpus } from '../../../../../src/audio/encode/opus/opus-packets.ts';
import { SonicStream } from '../../../../../src/audio/stretch/sonic-stream.ts';
import { sonic } from '../../../../../src/audio/stretch/sonic.ts';
import {
  createWasmLibrary,
  type WasmLibrary,
  type WasmLibrarySpec,
} from '../../../../../src/audio/encode/wasm/wasm-library.ts';
import { readCodecBinary } from '../../../../../tools/codecs/codec-binaries.ts';

const nodeModules = join(import.meta.dirname, '../../../../../node_modules');

/** The C names that stand behind the shortened ones, as the script beside each binary tells them. */
const shortened = [
  {
    spec: ffmpegAac,
    script: '@mediabunny/aac-encoder/dist/modules/build/aac.js',
    names: {
      open: 'init_encoder',
      frameSamples: 'get_encoder_frame_size',
      input: 'get_encode_input_ptr',
      sendFrame: 'send_frame',
      receivePacket: 'receive_packet',
      drain: 'flush_encoder_start',
      packet: 'get_encoded_data',
      close: 'close_encoder',
    },
    imports: {
      environ_get: 'nothing',
      environ_sizes_get: 'no-environment',
      emscripten_resize_heap: 'grow-memory',
    },
  },
  {
    spec: libflac,
    script: '@mediabunny/flac-encoder/dist/modules/build/flac.js',
    names: {
      open: 'init_encoder',
      input: 'get_encode_input_ptr',
      encode: 'send_samples',
      output: 'get_output_data',
      frameCount: 'get_frame_count',
      frameBytes: 'get_frame_size',
      header: 'get_header_data',
      headerBytes: 'get_header_size',
      finish: 'finish_encoder',
    },
    imports: { emscripten_resize_heap: 'grow-memory' },
  },
  {
    spec: libopus,
    script: 'opus-encdec/dist/libopus-encoder.wasm.min.js',
    names: {
      create: 'opus_encoder_create',
      encode: 'opus_encode_float',
      control: 'opus_encoder_ctl',
      destroy: 'opus_encoder_destroy',
      allocate: 'malloc',
      release: 'free',
    },
    imports: { emscripten_memcpy_big: 'copy-memory' },
  },
  {
    spec: sonic,
    script: '@echogarden/sonic-wasm/sonic.js',
    names: {
      create: 'sonicCreateStream',
      destroy: 'sonicDestroyStream',
      setSpeed: 'sonicSetSpeed',
      write: 'sonicWriteFloatToStream',
      read: 'sonicReadFloatFromStream',
      allocate: 'malloc',
      release: 'free',
    },
    imports: { emscripten_resize_heap: 'grow-memory', _emscripten_memcpy_js: 'copy-memory' },
  },
] as const;

describe('the names in a binary', () => {
  for (const { spec, script, names, imports } of shortened) {
    it(`are those that its package tells: ${spec.binary}`, async () => {
      const text = await readFile(join(nodeModules, script), 'utf8');
      const exports: Readonly<Record<string, string>> = spec.exports;
      for (const [name, cName] of Object.entries(names)) {
        const told = new RegExp(String.raw`Module\["_${cName}"\] ?= ?\w+\["(\w+)"\]`).exec(text)?.[1];
        expect(exports[name], cName).toBe(told);
      }
      const services: Readonly<Record<string, string>> = spec.imports;
      for (const [cName, service] of Object.entries(imports)) {
        const told = new RegExp(String.raw`"?(\w+)"?: ?_${cName}\b`).exec(text)?.[1];
        expect(services[told ?? ''], cName).toBe(service);
      }
      expect(Object.keys(services)).toHaveLength(Object.keys(imports).length);
    });
  }
});

describe('createWasmLibrary', () => {
  it('starts every library', async () => {
    for (const spec of [lame, libopus, ffmpegAac, libflac, sonic]) {
      const module = await WebAssembly.compile(await readCodecBinary(spec.binary));
      const library = await createWasmLibrary<string>(spec, module);
      expect(library.memory().byteLength).toBeGreaterThan(0);
    }
  });

  it('refuses a binary that lacks what it should have', async () => {
    const module = await WebAssembly.compile(await readCodecBinary('libflac.wasm'));
    await expect(createWasmLibrary(lame, module)).rejects.toThrow('lame.wasm has no memory.');
  });
});

/** Starts a library, and tells which addresses it gave and did not get back. */
async function startCounted<Name extends string>(
  spec: WasmLibrarySpec<Name | 'allocate' | 'release'>,
): Promise<{ readonly library: WasmLibrary<Name | 'allocate' | 'release'>; readonly held: Set<unknown> }> {
  const library = await createWasmLibrary(
    spec,
    await WebAssembly.compile(await readCodecBinary(spec.binary)),
  );
  const held = new Set<unknown>();
  const functions = {
    ...library.functions,
    allocate: (bytes: number | bigint) => {
      const address = library.functions.allocate(bytes);
      held.add(address);
      return address;
    },
    release: (address: number | bigint) => {
      held.delete(address);
      return library.functions.release(address);
    },
  };
  return { library: { ...library, functions }, held };
}

describe('what cannot be opened gives its memory back', () => {
  it('libopus, for a rate that it does not know and for bits that it cannot give', async () => {
    const { library, held } = await startCounted(libopus);
    expect(() => openOpus(library, { sampleRate: 44_100, layout: 'streamed' })).toThrow('44100');
    expect(() => openOpus(library, { sampleRate: 24_000, layout: 'streamed', bitRate: 0 })).toThrow('4002');
    expect(held.size).toBe(0);
  });

  it('Sonic', async () => {
    const { library, held } = await startCounted(sonic);
    const full = { ...library, functions: { ...library.functions, create: () => 0 } };
    expect(() => new SonicStream(full, 24_000)).toThrow('no memory');
    expect(held.size).toBe(0);
  });
});
