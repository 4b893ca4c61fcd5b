import { VERSION } from '../wire/protocol-version.ts';
import type { FilePlaces, OwnFiles, ScriptName } from './own-files.ts';
import { toTrustedAddress } from './trusted-address.ts';

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
  createServer: () =>
    new Worker(toTrustedAddress(toWorkerUrl('server')), { type: 'module', name: 'sotto-server' }),
  createEngine: () =>
    new Worker(toTrustedAddress(toWorkerUrl('engine')), { type: 'module', name: 'sotto-engine' }),
  toWorkletUrl: () => toUrl('workers/player.js'),
  async requireScript(name) {
    const url = name === 'service-worker' ? ownFiles.locate().serviceWorkerUrl : toWorkerUrl(name);
    const response = await fetch(url).catch(() => undefined);
    if (response === undefined || response.status >= 500) return;
    await response.body?.cancel();
    // Some hosts answer with a page of theirs in the place of any file.
    const [type = ''] = (response.headers.get('Content-Type') ?? '').split(';');
    if (response.ok && /(java|ecma)script$/i.test(type.trim())) return;
    throw new Error(
      `There is no Sotto at ${url} (status ${response.status}, ${type || 'no type'}). Copy its files into your site ` +
        'by npx sotto init <folder> or the plug-in sotto/vite, or name their folder as baseUrl.',
    );
  },
};

function toPlaces(baseUrl: string): FilePlaces {
  const { href: scopeUrl } = new URL('.', new URL(withSlash(baseUrl), document.baseURI));
  return {
    scopeUrl,
    filesUrl: `${scopeUrl}sotto/`,
    serviceWorkerUrl: `${scopeUrl}sotto-service-worker.js`,
  };
}

/** Ends the address of a folder in a slash; one of a page, whose name has a dot, stays as it is. */
function withSlash(address: string): string {
  return address.replace(/(?<=^|\/)[^/.?#]+(?=$|[?#])/, '$&/');
}

function toUrl(path: string): string {
  return ownFiles.locate().filesUrl + path;
}

/** The version keeps a service worker of an earlier one from answering with its own copy. */
function toWorkerUrl(name: Exclude<ScriptName, 'service-worker'>): string {
  return toUrl(`workers/${name}.js?v=${VERSION}`);
}
