import workletUrl from '../threads/player/player.worklet.ts?worker&url';
import { toBaseUrl } from './base-url.ts';

/** Addresses of Sotto's files, absolute; folders end in a slash. */
export interface FilePlaces {
  /** Pages below it are served by the service worker. */
  readonly scopeUrl: string;
  /** The folder of what workers fetch: `ort/`, `voices/`, `espeak/` and so on are below it. */
  readonly filesUrl: string;
  readonly serviceWorkerUrl: string;
}

/** A script that runs beside the page. */
export type ScriptName = 'engine' | 'server' | 'service-worker';

/** How this page finds Sotto's files, and starts threads from them. */
export interface OwnFiles {
  /** Whether the files were copied into another project's site, so that the pages are not Sotto's own. */
  readonly isGuest: boolean;
  /** Finds the files: below `baseUrl`, or where they lie by default. Later calls without an address find the same. */
  locate(baseUrl?: string): FilePlaces;
  readonly createServer: () => Worker;
  readonly createEngine: () => Worker;
  toWorkletUrl(): string;
  /**
   * Rejects where a script that failed to start is not there, in words that say how to get it; without a network nobody
   * can tell.
   */
  requireScript(name: ScriptName): Promise<void>;
}

/**
 * The files of the build that this module is part of: the app, and `sotto.js` beside it. The package's build takes
 * `copied-files.ts` in its place, since a bundler of another project knows nothing of Sotto's threads.
 */
export const ownFiles: OwnFiles = {
  isGuest: false,
  locate: (baseUrl = toBaseUrl(import.meta.url, { isDevelopment: import.meta.env.DEV })) => ({
    scopeUrl: baseUrl,
    filesUrl: baseUrl,
    serviceWorkerUrl: `${baseUrl}service-worker.js`,
  }),
  createServer: () =>
    new Worker(new URL('../threads/server/server.worker.ts', import.meta.url), {
      type: 'module',
      name: 'sotto-server',
    }),
  createEngine: () =>
    new Worker(new URL('../threads/engine/engine.worker.ts', import.meta.url), {
      type: 'module',
      name: 'sotto-engine',
    }),
  toWorkletUrl: () => workletUrl,
  // This page and its threads came with one build.
  requireScript: () => Promise.resolve(),
};
