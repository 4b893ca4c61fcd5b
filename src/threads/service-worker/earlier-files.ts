import { isStrangePage } from './kept-file.ts';
import { toIsolated } from './to-isolated.ts';

/** Files of a cache that the version which takes over no longer names. */
export interface OutdatedFiles {
  readonly cache: Cache;
  readonly requests: readonly Request[];
}

/** Where files of the version before lie. */
export interface EarlierPlaces {
  /**
   * The folder whose files have their content's names, so that no two versions use one name for different files; an address
   * with a slash at its end. Others are not kept.
   */
  readonly folder: string;
  readonly cacheName: string;
  /** The content security policy of what is served; none if left out. */
  readonly policy?: string;
}

/**
 * The scripts of the version before. A tab that was not reloaded since the update still runs it, and fetches a panel, a
 * codec or a worker when it needs one, under a name that the server may no longer have.
 */
export class EarlierFiles {
  readonly #places: EarlierPlaces;
  /** The addresses of what is kept; null until they are read. */
  #kept: ReadonlySet<string> | null = null;

  constructor(places: EarlierPlaces) {
    this.#places = places;
    void this.#read();
  }

  /** Whether an address may be one of these. Files of the site itself are left alone once it is known that they are none. */
  includes(url: string): boolean {
    return this.#kept?.has(url) ?? url.startsWith(this.#places.folder);
  }

  /** Keeps what the version before had, in place of what the one before that had. Never rejects. */
  async keep(outdated: readonly OutdatedFiles[]): Promise<void> {
    const found = outdated.flatMap(({ cache, requests }) =>
      requests
        .filter(({ url }) => url.startsWith(this.#places.folder))
        .map((request) => ({ cache, request })),
    );
    if (found.length === 0) return;
    try {
      await caches.delete(this.#places.cacheName);
      const earlier = await caches.open(this.#places.cacheName);
      for (const { cache, request } of found) {
        const response = await cache.match(request, { ignoreVary: true });
        if (response !== undefined && !isStrangePage(request.url, response))
          await earlier.put(request, response);
      }
    } catch (error) {
      // On a full disk the update matters more.
      console.warn('Files of the version before could not be kept', error);
    }
    await this.#read();
  }

  /** Resolves to a file that is kept, or to undefined where the network must answer. */
  async match(url: string): Promise<Response | undefined> {
    const { cacheName, policy } = this.#places;
    const kept = await caches.match(url, { cacheName, ignoreVary: true });
    return kept && toIsolated(kept, policy);
  }

  /** Answers with a file that is kept, else from the network. */
  async respond(request: Request): Promise<Response> {
    return (await this.match(request.url)) ?? fetch(request);
  }

  async #read(): Promise<void> {
    try {
      const isThere = await caches.has(this.#places.cacheName);
      const requests = isThere ? await (await caches.open(this.#places.cacheName)).keys() : [];
      this.#kept = new Set(requests.map(({ url }) => url));
    } catch {
      // Where storage is denied, nothing is kept.
      this.#kept = new Set();
    }
  }
}
