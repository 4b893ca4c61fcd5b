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

/** Gets the bytes of a library. Spelled out: Node's types know no `BufferSource`. */
export type LoadBinary = (name: CodecBinary) => Promise<ArrayBuffer | ArrayBufferView<ArrayBuffer>>;
