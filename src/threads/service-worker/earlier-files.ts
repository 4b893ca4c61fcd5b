import { toIsolated } from './to-isolated.ts';

/** Files of a cache that the version which takes over no longer names. */
export interface OutdatedFiles {
  readonly cache: Cache;
  readonly requests: readonly Request[];
}

const CACHE_NAME = 'sotto-earlier';

/**
 * The scripts of the version before. A tab that was not reloaded since the update still runs it, and fetches a panel, a
 * codec or a worker when it needs one, under a name that the server may no longer have.
 */
export class EarlierFiles {
  readonly #folder: string;
  readonly #policy: string;
  /** The addresses of what is kept; null until they are read. */
  #kept: ReadonlySet<string> | null = null;

  /** `policy` is the content security policy of what is served. */
  constructor(baseUrl: string, policy: string) {
    // What lies here has its content's name, so that no two versions use one name for different files.
    this.#folder = `${baseUrl}assets/`;
    this.#policy = policy;
    void this.#read();
  }

  /** Whether an address may be one of these. Files of the site itself are left alone once it is known that they are none. */
  includes(url: string): boolean {
    return this.#kept?.has(url) ?? url.startsWith(this.#folder);
  }

  /** Keeps what the version before had, in place of what the one before that had. Never rejects. */
  async keep(outdated: readonly OutdatedFiles[]): Promise<void> {
    const found = outdated.flatMap(({ cache, requests }) =>
      requests.filter(({ url }) => url.startsWith(this.#folder)).map((request) => ({ cache, request })),
    );
    if (found.length === 0) return;
    try {
      await caches.delete(CACHE_NAME);
      const earlier = await caches.open(CACHE_NAME);
      for (const { cache, request } of found) {
        const response = await cache.match(request, { ignoreVary: true });
        if (response !== undefined) await earlier.put(request, response);
      }
    } catch (error) {
      // On a full disk the update matters more.
      console.warn('Files of the version before could not be kept', error);
    }
    await this.#read();
  }

  /** Answers with a file that is kept, else from the network. */
  async respond(request: Request): Promise<Response> {
    const kept = await caches.match(request.url, { cacheName: CACHE_NAME, ignoreVary: true });
    return kept === undefined ? fetch(request) : toIsolated(kept, this.#policy);
  }

  async #read(): Promise<void> {
    try {
      const isThere = await caches.has(CACHE_NAME);
      const requests = isThere ? await (await caches.open(CACHE_NAME)).keys() : [];
      this.#kept = new Set(requests.map(({ url }) => url));
    } catch {
      // Where storage is denied, nothing is kept.
      this.#kept = new Set();
    }
  }
}
