/** The libraries that are WebAssembly: files of these names lie in `codecs/` under the app's base URL. */
export const codecBinaries = [
  'lame.wasm',
  'libopus.wasm',
  'ffmpeg-aac.wasm',
  'libflac.wasm',
  'sonic.wasm',
] as const;

/** The file name of one of these libraries, by which `LoadBinary` gets it. */
export type CodecBinary = (typeof codecBinaries)[number];

/** Gets the bytes of a library. */
export type LoadBinary = (name: CodecBinary) => Promise<BufferSource>;
