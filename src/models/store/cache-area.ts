import { ByteRanges } from './byte-ranges.ts';
import type { FileArea, PartFile } from './file-area.ts';
import { CachePart } from './cache-part.ts';

/** Keys must be http URLs; `.invalid` can never be a real host. */
const ROOT = 'https://sotto.invalid/';
const JOINED = 'x-sotto-joined';

/**
 * Keeps files in Cache Storage, for browsers without the origin private file system (WebKitGTK).
 * A big file stays in the pieces in which it came, `<name>/<offset>-<end>`, so finishing it costs no room and no time;
 * an entry under its name marks it whole.
 */
export class CacheArea implements FileArea {
  readonly kind = 'cache-storage';
  readonly #openCache: () => Promise<Cache>;

  /** Asked each time, since what is put into a cache that the browser evicted is lost. */
  constructor(openCache: () => Promise<Cache>) {
    this.#openCache = openCache;
  }

  async names(): Promise<readonly string[]> {
    return (await this.#keys()).filter((key) => !key.includes('/'));
  }

  async open(name: string): Promise<Blob | null> {
    const response = await this.#match(name);
    if (response === undefined) return null;
    if (!response.headers.has(JOINED)) return response.blob();
    const pieces = await this.#pieces(name);
    return new Blob(await Promise.all(pieces.map(({ key }) => this.#blob(key))));
  }

  handle(): Promise<null> {
    return Promise.resolve(null);
  }

  async write(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#put(name, new Response(bytes));
  }

  async remove(name: string): Promise<void> {
    const cache = await this.#openCache();
    await cache.delete(ROOT + name);
    for (const { key } of await this.#pieces(name)) await cache.delete(ROOT + key);
  }

  async partBytes(name: string): Promise<number> {
    const isWhole = (await this.#match(name)) !== undefined;
    return isWhole ? 0 : new ByteRanges(await this.#pieces(name)).byteCount;
  }

  async partSizes(): Promise<ReadonlyMap<string, number>> {
    const keys = await this.#keys();
    const names = new Set(
      keys.filter((key) => key.includes('/')).map((key) => key.slice(0, key.indexOf('/'))),
    );
    const parts = [...names].filter((name) => !keys.includes(name));
    const sizes = await Promise.all(parts.map(async (name) => [name, await this.partBytes(name)] as const));
    return new Map(sizes);
  }

  async openPart(name: string): Promise<PartFile> {
    const pieces = await this.#pieces(name);
    return new CachePart(new ByteRanges(pieces), {
      put: (range, blob) => this.#put(`${name}/${range.start}-${range.end}`, new Response(blob)),
      open: async () => Promise.all((await this.#pieces(name)).map(({ key }) => this.#blob(key))),
      finish: () => this.#put(name, new Response('', { headers: { [JOINED]: '1' } })),
      discard: () => this.remove(name),
    });
  }

  async #blob(key: string): Promise<Blob> {
    const response = await this.#match(key);
    if (response === undefined) throw new DOMException(`The stored piece ${key} is gone.`, 'NotFoundError');
    return response.blob();
  }

  /** The pieces of a file, in order. */
  async #pieces(name: string): Promise<readonly { key: string; start: number; end: number }[]> {
    return (await this.#keys())
      .filter((key) => key.startsWith(`${name}/`))
      .map((key) => {
        const [start = 0, end = 0] = key
          .slice(name.length + 1)
          .split('-')
          .map(Number);
        return { key, start, end };
      })
      .sort((a, b) => a.start - b.start);
  }

  async #keys(): Promise<readonly string[]> {
    const cache = await this.#openCache();
    return (await cache.keys()).map(({ url }) => url.slice(ROOT.length));
  }

  async #match(key: string): Promise<Response | undefined> {
    const cache = await this.#openCache();
    return cache.match(ROOT + key);
  }

  async #put(key: string, response: Response): Promise<void> {
    const cache = await this.#openCache();
    await cache.put(ROOT + key, response);
  }
}
