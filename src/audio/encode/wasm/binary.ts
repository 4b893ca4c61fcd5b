/** The libraries that are WebAssembly: files of these names lie in `codecs/` under the app's base URL. */
export const codecBinaries = [
  'lame.wasm',
  'libopus.wasm',
  'ffmpeg-aac.wasm',
  'libflac.wasm',
  'sonic.wasm',
] as const;

export type CodecBinary = (typeof codecBinaries)[number];

/** Gets the bytes of a library. */
export type LoadBinary = (name: CodecBinary) => Promise<BufferSource>;

/** Creates a loader that fetches `codecs/<name>` under `baseUrl`. Rejects with a plain `Error` on any other status than 2xx. */
export function createBinaryFetcher(baseUrl: string | URL): LoadBinary {
  return async (name) => {
    const url = new URL(`codecs/${name}`, baseUrl);
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url.pathname} answered ${response.status}.`);
    return response.arrayBuffer();
  };
}
