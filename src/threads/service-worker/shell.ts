import { PrecacheController } from 'workbox-precaching';
import { AppFiles, type AppFileList } from './app-files.ts';
import { toIsolated } from './to-isolated.ts';

export interface ShellOptions {
  /** Where the app lies, with a slash at the end. */
  readonly baseUrl: string;
  readonly manifest: typeof __PRECACHE_MANIFEST__;
  readonly app: AppFileList;
  readonly runtime: typeof __RUNTIME_CACHE__;
  /** The content security policy of what is served. */
  readonly policy: string;
}

/** Sotto's own files, kept for use without a network. */
export interface Shell {
  install(event: ExtendableEvent): void;
  activate(event: ExtendableEvent): Promise<void>;
  /** Whether this site has the app, rather than pages of its own at the app's addresses. */
  isApp(): Promise<boolean>;
  /** Answers for a file of Sotto's; undefined where the network must. */
  respond(event: FetchEvent): Promise<Response> | undefined;
}

const RUNTIME_CACHE_PREFIX = 'sotto-runtime-';

/** Creates the shell: its files are fetched on installation, large ones kept once they were used. */
export function createShell({ baseUrl, manifest, app, runtime, policy }: ShellOptions): Shell {
  const appFiles = new AppFiles(baseUrl, app);
  const files = new PrecacheController();
  files.addToCacheList([...manifest]);
  const cacheName = `${RUNTIME_CACHE_PREFIX}${runtime.revision}`;

  const respondFromPrecache = async (request: Request, url: string): Promise<Response> => {
    // The browser may have dropped single files to make room; the network has them still.
    return toIsolated((await files.matchPrecache(url)) ?? (await fetch(request)), policy);
  };

  const respondFromApp = async (request: Request, url: string): Promise<Response> => {
    const file = await appFiles.match(url);
    return file === undefined ? fetch(request) : toIsolated(file, policy);
  };

  const respondFromUse = async (event: FetchEvent): Promise<Response> => {
    const cache = await caches.open(cacheName);
    return toIsolated((await cache.match(event.request)) ?? (await fetchAndKeep(event, cache)), policy);
  };

  return {
    install(event) {
      event.waitUntil(Promise.all([files.install(event), appFiles.install()]));
    },
    async activate(event) {
      await files.activate(event);
      await appFiles.activate();
      await dropOtherCaches(cacheName);
    },
    isApp: () => appFiles.isInstalled(),
    respond(event) {
      const { request } = event;
      const url = new URL(request.url);
      if (request.method !== 'GET' || !request.url.startsWith(baseUrl)) return undefined;
      const path = `${url.origin}${url.pathname}`;
      if (appFiles.includes(path)) return respondFromApp(request, path);
      if (files.getCacheKeyForURL(path) !== undefined) return respondFromPrecache(request, path);
      const isKept = runtime.prefixes.some((prefix) => path.startsWith(`${baseUrl}${prefix}`));
      if (isKept && !request.headers.has('range')) return respondFromUse(event);
      return undefined;
    },
  };
}

async function fetchAndKeep(event: FetchEvent, cache: Cache): Promise<Response> {
  const response = await fetch(event.request);
  if (response.status === 200 && response.type === 'basic') {
    // A full disk must not keep the page from its file.
    event.waitUntil(cache.put(event.request, response.clone()).catch(() => undefined));
  }
  return response;
}

async function dropOtherCaches(cacheName: string): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(RUNTIME_CACHE_PREFIX) && name !== cacheName);
  await Promise.all(old.map((name) => caches.delete(name)));
}
