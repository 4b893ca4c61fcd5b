import { VERSION } from '../wire/protocol-version.ts';
import type { FilePlaces, OwnFiles } from './own-files.ts';

/** Where the site lies; `sotto/vite` writes the address in place of the name. Any bundler can, by its `define`. */
declare const __SOTTO_BASE_URL__: string | undefined;

let places: FilePlaces | undefined;

/**
 * The files that `npx sotto init` copies into another project's site: the service worker, which must lie above the pages,
 * and all else in a folder beside it. The package's build takes this module in place of `own-files.ts`.
 */
export const ownFiles: OwnFiles = {
  isGuest: true,
  locate(baseUrl) {
    if (baseUrl !== undefined) places = toPlaces(baseUrl);
    places ??= toPlaces(typeof __SOTTO_BASE_URL__ === 'string' ? __SOTTO_BASE_URL__ : '/');
    return places;
  },
  createServer: () => new Worker(toWorkerUrl('server'), { type: 'module', name: 'sotto-server' }),
  createEngine: () => new Worker(toWorkerUrl('engine'), { type: 'module', name: 'sotto-engine' }),
  toWorkletUrl: () => toUrl('workers/player.js'),
};

function toPlaces(baseUrl: string): FilePlaces {
  const { href: scopeUrl } = new URL('.', new URL(baseUrl, document.baseURI));
  return {
    scopeUrl,
    filesUrl: `${scopeUrl}sotto/`,
    serviceWorkerUrl: `${scopeUrl}sotto-service-worker.js`,
  };
}

function toUrl(path: string): string {
  return ownFiles.locate().filesUrl + path;
}

/** The version keeps a service worker of an earlier one from answering with its own copy. */
function toWorkerUrl(name: 'engine' | 'server'): string {
  return toUrl(`workers/${name}.js?v=${VERSION}`);
}
