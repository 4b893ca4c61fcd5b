import { createSHA256 } from 'hash-wasm';
import { type LoadPack, packFiles } from '../phonemes/packs/packs.ts';

/**
 * Creates a loader of packs that fetches `g2p/<file>` under `baseUrl` and checks its hash; a file whose hash
 * is wrong is fetched once more without caches. Rejects with a plain `Error` for any other file.
 */
export function createPackFetcher(baseUrl: string | URL): LoadPack {
  return async (name) => {
    const { file, sha256 } = packFiles[name];
    const url = new URL(`g2p/${file}`, baseUrl);
    const bytes = await fetchBytes(url, 'default');
    if ((await toSha256(bytes)) === sha256) return bytes;
    const again = await fetchBytes(url, 'reload');
    if ((await toSha256(again)) === sha256) return again;
    throw new Error(
      `${url.pathname} is not the file that it should be: ${again.length} bytes of another hash.`,
    );
  };
}

async function fetchBytes(url: URL, cache: RequestCache): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url, { cache });
  if (!response.ok) throw new Error(`${url.pathname} answered ${response.status}.`);
  return new Uint8Array(await response.arrayBuffer());
}

async function toSha256(bytes: Uint8Array): Promise<string> {
  const hash = await createSHA256();
  return hash.update(bytes).digest('hex');
}
