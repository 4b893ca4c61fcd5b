import { fetchUnlessSilent } from '../../std/fetch-unless-silent.ts';
import { toSpeechError } from '../../contract/errors.ts';
import { Espeak, type EspeakScript } from './espeak.ts';

/** Where eSpeak NG is found. */
export interface EspeakLocation {
  /** The app's base URL, with a slash at its end: `espeak/espeak-ng.js` and `.data` lie under it. May be a file URL in Node. */
  readonly baseUrl: string;
}

const loads = new Map<string, Promise<Espeak>>();
const failures = new Map<string, number>();

/**
 * Loads eSpeak NG once per location, and again after a failure. Rejects with `engine_unavailable`.
 */
export function loadEspeak({ baseUrl }: EspeakLocation): Promise<Espeak> {
  const known = loads.get(baseUrl);
  if (known !== undefined) return known;
  const load = instantiate(baseUrl).catch((error: unknown) => {
    loads.delete(baseUrl);
    failures.set(baseUrl, (failures.get(baseUrl) ?? 0) + 1);
    throw toSpeechError(error, 'engine_unavailable', 'The built-in voice (eSpeak NG) could not be loaded.');
  });
  loads.set(baseUrl, load);
  return load;
}

async function instantiate(baseUrl: string): Promise<Espeak> {
  const scriptUrl = new URL('espeak/espeak-ng.js', baseUrl);
  // Browsers remember a module that failed to load by its URL: https://github.com/whatwg/html/issues/6768.
  const failureCount = failures.get(baseUrl) ?? 0;
  if (failureCount > 0) scriptUrl.searchParams.set('attempt', String(failureCount + 1));
  const quiet = { print: () => undefined, printErr: () => undefined };
  if (scriptUrl.protocol === 'file:') {
    const script = await importScript(scriptUrl);
    return new Espeak(await script.default(quiet));
  }
  const [script, data] = await Promise.all([
    // An import cannot be called off; what was fetched before is in the browser's cache.
    fetchBytes(scriptUrl).then(() => importScript(scriptUrl)),
    fetchBytes(new URL('espeak/espeak-ng.data', baseUrl)),
  ]);
  const getPreloadedPackage = (name: string, byteLength: number): ArrayBuffer => {
    if (data.byteLength === byteLength) return data;
    throw new Error(`${name}: expected ${byteLength} bytes, got ${data.byteLength}.`);
  };
  return new Espeak(await script.default({ ...quiet, getPreloadedPackage }));
}

async function importScript(url: URL): Promise<EspeakScript> {
  return (await import(/* @vite-ignore */ url.href)) as EspeakScript;
}

async function fetchBytes(url: URL): Promise<ArrayBuffer> {
  const response = await fetchUnlessSilent(url);
  if (!response.ok) throw new Error(`${url.href}: status ${response.status}.`);
  return response.arrayBuffer();
}
