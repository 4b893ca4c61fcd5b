import {
  createUnsupportedFormat,
  type AudioFormat,
  type Codec,
  type CodecRegistry,
} from '../../contract/codec.ts';
import type { LoadBinary } from './wasm/binary.ts';

/** Where `createCodecRegistry` gets what is not part of the bundle. */
export interface CodecRegistryOptions {
  /** Gets the WebAssembly encoders; without it only the formats that need none are offered. */
  readonly loadBinary?: LoadBinary;
}

/** How to make each codec; the compressed ones are modules of their own, fetched on first use. */
const loaders: Readonly<Record<AudioFormat, (load: LoadBinary) => Promise<Codec>>> = {
  mp3: async (load) => (await import('./mp3/mp3-codec.ts')).createMp3Codec(load),
  opus: async (load) => (await import('./opus/opus-codec.ts')).createOpusCodec(load),
  aac: async (load) => (await import('./aac/aac-codec.ts')).createAacCodec(load),
  flac: async (load) => (await import('./flac/flac-codec.ts')).createFlacCodec(load),
  wav: async () => (await import('./wav/wav-codec.ts')).createWavCodec(),
  pcm: async () => (await import('./wav/wav-codec.ts')).createPcmCodec('pcm'),
  raw: async () => (await import('./wav/wav-codec.ts')).createPcmCodec('raw'),
};

const uncompressed: readonly AudioFormat[] = ['wav', 'pcm', 'raw'];
const all: readonly AudioFormat[] = ['mp3', 'opus', 'aac', 'flac', ...uncompressed];

/** Creates the registry of every codec that runs here: all of them where WebAssembly does. */
export function createCodecRegistry({ loadBinary }: CodecRegistryOptions = {}): CodecRegistry {
  // Browsers in a lockdown mode have no WebAssembly.
  const load = typeof WebAssembly === 'undefined' ? undefined : loadBinary;
  const formats = load === undefined ? uncompressed : all;
  const codecs = new Map<AudioFormat, Promise<Codec>>();
  return {
    formats,
    async load(format) {
      if (!formats.includes(format)) throw createUnsupportedFormat(format, formats);
      const known = codecs.get(format);
      if (known !== undefined) return known;
      const loading = loaders[format](load ?? rejectBinary);
      codecs.set(format, loading);
      loading.catch(() => codecs.delete(format));
      return loading;
    },
  };
}

function rejectBinary(): Promise<never> {
  return Promise.reject(new Error('There is nothing to load encoders with.'));
}
