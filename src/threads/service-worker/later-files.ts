import type { OutdatedFiles } from './earlier-files.ts';
import { fetchAndKeep, isFile, matchFile } from './kept-file.ts';
import { toIsolated } from './to-isolated.ts';

/** A file that is fetched after the first visit has spoken, as the build lists it. */
export interface LaterFile {
  /** Relative to the base URL. */
  readonly url: string;
  /** Changes with the content; null where the address does. */
  readonly revision: string | null;
}

/** The part of a `FetchEvent` that matters here. */
export interface FileEvent {
  readonly request: Request;
  waitUntil(work: Promise<unknown>): void;
}

const CACHE_NAME = 'sotto-later';
const REVISION_PARAMETER = 'sotto-revision';

/**
 * The app's files that a first visit does not need before its first word. Each is kept when it is used, and all others are
 * fetched when there is time for it.
 */
export class LaterFiles {
  /** Under which address each file is kept, by its own one. */
  readonly #keys: ReadonlyMap<string, string>;
  readonly #policy: string;

  /** `policy` is the content security policy of what is served. */
  constructor(baseUrl: string, { files, policy }: { files: readonly LaterFile[]; policy: string }) {
    this.#keys = new Map(files.map((file) => [baseUrl + file.url, toKey(baseUrl, file)]));
    this.#policy = policy;
  }

  /** Whether an address, without its query, is one of these files. */
  includes(url: string): boolean {
    return this.#keys.has(url);
  }

  /** Answers with a file, which is then kept. */
  async respond(event: FileEvent, url: string): Promise<Response> {
    const [cache, key] = [await caches.open(CACHE_NAME), this.#keys.get(url) ?? url];
    return toIsolated((await matchFile(cache, key)) ?? (await fetchAndKeep(event, cache, key)), this.#policy);
  }

  /** Fetches what is not kept yet, one file after the other. Rejects where one cannot be fetched. */
  async keepAll(): Promise<void> {
    const cache = await caches.open(CACHE_NAME);
    for (const [url, key] of this.#keys) {
      if ((await matchFile(cache, key)) !== undefined) continue;
      // What has its content's name may come from the browser's own cache.
      const response = await fetch(url, { cache: key === url ? 'default' : 'reload' });
      if (!isFile({ url, response })) throw new Error(`${url}: status ${response.status}, or a page.`);
      await cache.put(key, response);
    }
  }

  /** Lists the files of other versions. */
  async findOutdated(): Promise<OutdatedFiles> {
    const cache = await caches.open(CACHE_NAME);
    const current = new Set(this.#keys.values());
    return { cache, requests: (await cache.keys()).filter(({ url }) => !current.has(url)) };
  }

  /** Drops the files of other versions. */
  async activate(): Promise<void> {
    const { cache, requests } = await this.findOutdated();
    await Promise.all(requests.map((request) => cache.delete(request, { ignoreVary: true })));
  }
}

function toKey(baseUrl: string, { url, revision }: LaterFile): string {
  const key = new URL(url, baseUrl);
  if (revision !== null) key.searchParams.set(REVISION_PARAMETER, revision);
  return key.href;
}
