import { PrecacheController } from 'workbox-precaching';
import { AppFiles, type AppFileList } from './app-files.ts';
import { EarlierFiles, type OutdatedFiles } from './earlier-files.ts';
import { fetchAndKeep, isStrangePage, matchFile } from './kept-file.ts';
import { LaterFiles, type LaterFile } from './later-files.ts';
import { toIsolated } from './to-isolated.ts';

interface ShellOptions {
  /** Where the app lies, with a slash at the end. */
  readonly baseUrl: string;
  readonly manifest: typeof __PRECACHE_MANIFEST__;
  readonly later: readonly LaterFile[];
  readonly app: AppFileList;
  readonly runtime: typeof __RUNTIME_CACHE__;
  /** The content security policy of what is served. */
  readonly policy: string;
}

/** Sotto's own files, kept for use without a network. */
export interface Shell {
  /** `isUpdate` says that an earlier version is in use, whose files must then all have their successors. */
  install(event: ExtendableEvent, isUpdate: boolean): void;
  /** Fetches what the first word did not need. */
  keepAll(): Promise<void>;
  activate(event: ExtendableEvent): Promise<void>;
  /** Whether this site has the app, rather than pages of its own at the app's addresses. */
  isApp(): Promise<boolean>;
  /** Answers for a file of Sotto's; undefined where the network must. */
  respond(event: FetchEvent): Promise<Response> | undefined;
}

const RUNTIME_CACHE_PREFIX = 'sotto-runtime-';

/**
 * Creates the shell. What the page needs to be drawn is fetched on installation, the rest after the first speech, and large
 * files are kept once they were used.
 */
export function createShell({ baseUrl, manifest, later, app, runtime, policy }: ShellOptions): Shell {
  const appFiles = new AppFiles(baseUrl, app);
  const files = new PrecacheController({ plugins: [{ cacheWillUpdate: refusePages }] });
  files.addToCacheList([...manifest]);
  const laterFiles = new LaterFiles(baseUrl, { files: later, policy });
  const earlierFiles = new EarlierFiles({ folder: `${baseUrl}assets/`, cacheName: 'sotto-earlier', policy });
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
    return toIsolated(
      (await matchFile(cache, event.request.url)) ?? (await fetchAndKeep(event, cache)),
      policy,
    );
  };

  return {
    install(event, isUpdate) {
      const installs = [files.install(event), appFiles.install()];
      event.waitUntil(Promise.all(isUpdate ? [...installs, laterFiles.keepAll()] : installs));
    },
    keepAll: () => laterFiles.keepAll(),
    async activate(event) {
      await earlierFiles.keep([await findOutdated(files), await laterFiles.findOutdated()]);
      await files.activate(event);
      await appFiles.activate();
      await laterFiles.activate();
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
      if (laterFiles.includes(path)) return laterFiles.respond(event, path);
      const isKept = runtime.prefixes.some((prefix) => path.startsWith(`${baseUrl}${prefix}`));
      if (isKept && !request.headers.has('range')) return respondFromUse(event);
      return earlierFiles.includes(path) ? earlierFiles.respond(request) : undefined;
    },
  };
}

/** An update whose files are not there yet fails; the version before then stays. */
function refusePages({
  request,
  response,
}: {
  request: Request;
  response: Response;
}): Promise<Response | null> {
  const isKept = response.status === 200 && !isStrangePage(request.url, response);
  return Promise.resolve(isKept ? response : null);
}

/** Lists what Workbox keeps of other versions, which it drops when this one takes over. */
async function findOutdated(files: PrecacheController): Promise<OutdatedFiles> {
  const cache = await caches.open(files.strategy.cacheName);
  const current = new Set(files.getURLsToCacheKeys().values());
  return { cache, requests: (await cache.keys()).filter(({ url }) => !current.has(url)) };
}

async function dropOtherCaches(cacheName: string): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(RUNTIME_CACHE_PREFIX) && name !== cacheName);
  await Promise.all(old.map((name) => caches.delete(name)));
}
