/** The encoders that are WebAssembly: files named so lie in `codecs/` under the app's base URL. */
export const codecBinaries = ['lame.wasm', 'libopus.wasm', 'ffmpeg-aac.wasm', 'libflac.wasm'] as const;

export type CodecBinary = (typeof codecBinaries)[number];

/** Gets the bytes of an encoder. */
export type LoadBinary = (name: CodecBinary) => Promise<BufferSource>;
