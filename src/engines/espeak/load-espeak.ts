import { fetchUnlessSilent } from '../../std/fetch-unless-silent.ts';
import { Scope } from '../../std/scope.ts';
import { toSpeechError } from '../../contract/errors.ts';
import { Espeak, type EspeakScript } from './espeak.ts';

/** Where eSpeak NG is found. */
export interface EspeakLocation {
  /** The app's base URL, with a slash at its end: `espeak/espeak-ng.js` and `.data` lie under it. May be a file URL in Node. */
  readonly baseUrl: string;
}

/** Enough for the script's 0.8 MB over a very slow line. */
const SCRIPT_MS = 120_000;

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
    orTooLate(importScript(scriptUrl), scriptUrl),
    fetchData(new URL('espeak/espeak-ng.data', baseUrl)),
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

/** An import cannot be called off; one that does not end is left to itself, so that the next call tries again. */
async function orTooLate<T>(work: Promise<T>, url: URL): Promise<T> {
  const scope = new Scope();
  const isLate = scope.sleep(SCRIPT_MS).then(() => {
    throw new Error(`${url.href} did not come.`);
  });
  try {
    return await Promise.race([work, isLate]);
  } finally {
    scope.dispose();
  }
}

async function fetchData(url: URL): Promise<ArrayBuffer> {
  const response = await fetchUnlessSilent(url);
  if (!response.ok) throw new Error(`${url.href}: status ${response.status}.`);
  return response.arrayBuffer();
}
