import { createSHA256 } from 'hash-wasm';
import type { PackProgress } from '../contract/engine-status.ts';
import { fetchUnlessSilent } from '../std/fetch-unless-silent.ts';
import { readChunks } from '../std/memory.ts';
import { type LoadPack, packFiles } from '../phonemes/packs/packs.ts';

type OnProgress = (progress: PackProgress) => void;

/**
 * Creates a loader of packs that fetches `g2p/<file>` under `baseUrl` and checks its hash; a file whose hash
 * is wrong is fetched once more without caches. Rejects with a plain `Error` for any other file. `onProgress`
 * gets every chunk that arrives, and the end.
 */
export function createPackFetcher(baseUrl: string | URL, onProgress: OnProgress = () => undefined): LoadPack {
  return async (name) => {
    const { file, sha256, byteLength } = packFiles[name];
    const url = new URL(`g2p/${file}`, baseUrl);
    const report = (state: PackProgress['state'], loadedBytes: number): void => {
      onProgress({ name, state, loadedBytes, totalBytes: byteLength });
    };
    const fetchPack = async (cache: RequestCache): Promise<Uint8Array<ArrayBuffer>> => {
      report('downloading', 0);
      const onBytes = (loadedBytes: number): void => report('downloading', loadedBytes);
      return readWhole(await fetchFile(url, cache), { byteLength, onBytes });
    };
    try {
      for (const cache of ['default', 'reload'] as const) {
        const bytes = await fetchPack(cache);
        if ((await toSha256(bytes)) !== sha256) continue;
        report('ready', byteLength);
        return bytes;
      }
      throw new Error(`${url.pathname} is not the file that it should be: it has another hash.`);
    } catch (error) {
      report('failed', 0);
      throw error;
    }
  };
}

async function fetchFile(url: URL, cache: RequestCache): Promise<Response> {
  const response = await fetchUnlessSilent(url, { cache });
  if (!response.ok) throw new Error(`${url.pathname} answered ${response.status}.`);
  return response;
}

/** Reads a body up to `byteLength`, into one buffer, and reports after each chunk how many bytes have come. */
async function readWhole(
  { body }: Response,
  { byteLength, onBytes }: { byteLength: number; onBytes: (loadedBytes: number) => void },
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(byteLength);
  if (body === null) return bytes;
  const reader = readChunks(body);
  let loadedBytes = 0;
  try {
    for (let chunk = await reader.next(); chunk !== null; chunk = await reader.next()) {
      const wanted = chunk.subarray(0, byteLength - loadedBytes);
      bytes.set(wanted, loadedBytes);
      loadedBytes += wanted.length;
      onBytes(loadedBytes);
    }
  } finally {
    reader.cancel();
  }
  return bytes;
}

async function toSha256(bytes: Uint8Array): Promise<string> {
  const hash = await createSHA256();
  return hash.update(bytes).digest('hex');
}
