import { APP_MARK } from '../../wire/service-worker.protocol.ts';
import { isFile } from './kept-file.ts';

/** The app's own pages as the build lists them. */
export interface AppFileList {
  /** Changes with any of the files. */
  readonly revision: string;
  /** Relative to the base URL. */
  readonly urls: readonly string[];
}

const CACHE_PREFIX = 'sotto-app-';

/**
 * The app's pages, and the icons and manifest that only they use. They have names that other sites use too, so they are
 * kept only where the page at one of these addresses is the app; elsewhere all of them come from the network untouched.
 */
export class AppFiles {
  readonly cacheName: string;
  readonly #pages: readonly string[];
  readonly #others: readonly string[];

  constructor(baseUrl: string, { revision, urls }: AppFileList) {
    const isPage = (url: string): boolean => url.endsWith('.html');
    const toAbsolute = (url: string): string => baseUrl + url;
    this.cacheName = CACHE_PREFIX + revision;
    this.#pages = [baseUrl, ...urls.filter(isPage).map(toAbsolute)];
    this.#others = urls.filter((url) => !isPage(url)).map(toAbsolute);
  }

  /** Whether an address, without its query, is one of the app's. */
  includes(url: string): boolean {
    return this.#pages.includes(url) || this.#others.includes(url);
  }

  /** Fetches the files and keeps them, where they are the app's. Rejects where the network fails. */
  async install(): Promise<void> {
    const pages = await fetchAll(this.#pages);
    const areOurs = await Promise.all(pages.map(([url, response]) => isApp(url, response)));
    const own = pages.filter((_, index) => areOurs[index]);
    if (own.length === 0) return;
    const cache = await caches.open(this.cacheName);
    for (const [url, response] of [...own, ...(await fetchAll(this.#others))]) {
      if (isFile({ url, response })) await cache.put(url, response);
    }
  }

  /** Whether this site has the app at any of its addresses. */
  isInstalled(): Promise<boolean> {
    return caches.has(this.cacheName);
  }

  /** Resolves to a file that is kept, or to undefined where the network must answer. */
  match(url: string): Promise<Response | undefined> {
    return caches.match(url, { cacheName: this.cacheName });
  }

  /** Drops the files of other versions. */
  async activate(): Promise<void> {
    const names = await caches.keys();
    const old = names.filter((name) => name.startsWith(CACHE_PREFIX) && name !== this.cacheName);
    await Promise.all(old.map((name) => caches.delete(name)));
  }
}

function fetchAll(urls: readonly string[]): Promise<readonly (readonly [string, Response])[]> {
  return Promise.all(urls.map(async (url) => [url, await fetch(url, { cache: 'reload' })] as const));
}

async function isApp(url: string, response: Response): Promise<boolean> {
  return isFile({ url, response }) && (await response.clone().text()).includes(APP_MARK);
}
