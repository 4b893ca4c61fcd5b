import { EarlierFiles, type OutdatedFiles } from '../../threads/service-worker/earlier-files.ts';
import { fetchAndKeep, isFile, matchFile } from '../../threads/service-worker/kept-file.ts';
import { toIsolated } from '../../threads/service-worker/to-isolated.ts';
import { VERSION } from '../../wire/protocol-version.ts';

const CACHE_PREFIX = 'sotto-files-';

/** Sotto's files in another project's site, kept for use without a network once they were used. */
export class KeptFiles {
  readonly #filesUrl: string;
  readonly #cacheName = CACHE_PREFIX + VERSION;
  readonly #earlier: EarlierFiles;

  /** `filesUrl` is their folder, absolute, with a slash at the end. */
  constructor(filesUrl: string) {
    this.#filesUrl = filesUrl;
    this.#earlier = new EarlierFiles({ folder: `${filesUrl}assets/`, cacheName: 'sotto-earlier-files' });
  }

  /**
   * Calls `respondWith` for requests for Sotto's files, and returns whether it did. Models are kept elsewhere, and the site
   * may open Sotto's pages as it likes.
   */
  respond(event: FetchEvent): boolean {
    const { request } = event;
    const path = request.url.startsWith(this.#filesUrl) ? request.url.slice(this.#filesUrl.length) : '';
    const isKept = path !== '' && !path.startsWith('models/') && !request.headers.has('range');
    if (!isKept || request.method !== 'GET' || request.mode === 'navigate') return false;
    event.respondWith(this.#answer(event));
    return true;
  }

  /** Fetches what speech may need later, without a network then: all but the voices and other large files. */
  async keepSmallOnes(): Promise<void> {
    try {
      const response = await fetch(`${this.#filesUrl}small-files.json`, { cache: 'no-cache' });
      const cache = await caches.open(this.#cacheName);
      for (const path of parsePaths(await response.json())) {
        const url = this.#filesUrl + path;
        if ((await matchFile(cache, url)) !== undefined) continue;
        const file = await fetch(url);
        if (isFile({ url, response: file })) await cache.put(url, file);
      }
    } catch {
      // Without a network, or on a full disk, what was used is kept and the rest is not.
    }
  }

  /** Drops the files of other versions, but for the scripts that tabs of the version before may still fetch. */
  async dropOthers(): Promise<void> {
    const names = await caches.keys();
    const others = names.filter((name) => name.startsWith(CACHE_PREFIX) && name !== this.#cacheName);
    await this.#earlier.keep(await Promise.all(others.map(listFiles)));
    await Promise.all(others.map((name) => caches.delete(name)));
  }

  async #answer(event: FetchEvent): Promise<Response> {
    const cache = await caches.open(this.#cacheName);
    const { url } = event.request;
    const kept = (await matchFile(cache, url)) ?? (await this.#earlier.match(url));
    // A page that is cross-origin isolated starts workers only from scripts that say they are, too.
    return toIsolated(kept ?? (await fetchAndKeep(event, cache)));
  }
}

async function listFiles(cacheName: string): Promise<OutdatedFiles> {
  const cache = await caches.open(cacheName);
  return { cache, requests: await cache.keys() };
}

function parsePaths(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.filter((path: unknown) => typeof path === 'string');
}
