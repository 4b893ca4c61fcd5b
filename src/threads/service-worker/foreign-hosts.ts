/** Which hosts, other than the app's own, are answered for. */
export interface ForeignHosts {
  readonly hosts: readonly string[];
  /** Whether their model lists are answered too. */
  readonly models: boolean;
}

const CACHE_NAME = 'sotto-state';

const none: ForeignHosts = { hosts: [], models: false };

/** Remembers the choice of hosts; in Cache Storage, for a service worker forgets all else whenever it is stopped. */
export class ForeignHostStore {
  readonly #key: string;
  #current: ForeignHosts | undefined;
  #reading: Promise<ForeignHosts> | undefined;

  constructor(baseUrl: string) {
    this.#key = `${baseUrl}sotto-state/foreign-hosts.json`;
  }

  /** Undefined until it has been read; a `fetch` event cannot wait to decide whether it is answered. */
  get current(): ForeignHosts | undefined {
    return this.#current;
  }

  /** Resolves to the hosts that were chosen last, by this thread or an earlier one. */
  async read(): Promise<ForeignHosts> {
    this.#reading ??= this.#load();
    const stored = await this.#reading;
    // A choice made meanwhile is newer.
    this.#current ??= stored;
    return this.#current;
  }

  /** Takes what a page sends, of which nothing is certain; without storage it is kept until the service worker ends. */
  async write(value: unknown): Promise<void> {
    const chosen = parse(value);
    this.#current = chosen;
    try {
      const cache = await caches.open(CACHE_NAME);
      await cache.put(this.#key, new Response(JSON.stringify(chosen)));
    } catch (error) {
      console.warn('The choice of foreign hosts is not kept', error);
    }
  }

  async #load(): Promise<ForeignHosts> {
    try {
      const stored = await caches.match(this.#key, { cacheName: CACHE_NAME });
      return stored === undefined ? none : parse(await stored.json());
    } catch {
      // Storage is denied or holds nonsense: nothing foreign is touched.
      return none;
    }
  }
}

function parse(value: unknown): ForeignHosts {
  if (typeof value !== 'object' || value === null || !('hosts' in value) || !Array.isArray(value.hosts))
    return none;
  const hosts = value.hosts.filter((host: unknown) => typeof host === 'string');
  return { hosts, models: 'models' in value && value.models === true };
}
