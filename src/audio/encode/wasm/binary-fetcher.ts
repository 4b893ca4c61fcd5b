import { fetchUnlessSilent } from '../../../std/fetch-unless-silent.ts';
import type { LoadBinary } from './binary.ts';

/** Creates a loader that fetches `codecs/<name>` under `baseUrl`. Rejects with a plain `Error` on any other status than 2xx. */
export function createBinaryFetcher(baseUrl: string | URL): LoadBinary {
  return async (name) => {
    const url = new URL(`codecs/${name}`, baseUrl);
    const response = await fetchUnlessSilent(url);
    if (!response.ok) throw new Error(`${url.pathname} answered ${response.status}.`);
    return response.arrayBuffer();
  };
}
