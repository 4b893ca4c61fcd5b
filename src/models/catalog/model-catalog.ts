import { Scope } from '../../std/scope.ts';
import { BUILT_IN, type ModelSummary } from '../../contract/engine-status.ts';
import { SpeechError } from '../../contract/errors.ts';
import type { ModelEntry } from './model-catalog-entry.ts';
import { parseModelCatalog } from './model-catalog-parse.ts';
import official from './official-models.json' with { type: 'json' };

/** The built-in voice as a model of the catalogue; it has no files to fetch. */
export const builtInModel: ModelSummary = {
  id: BUILT_IN,
  name: 'eSpeak NG (built in)',
  aliases: [],
  created: 1735689600,
  ownedBy: 'espeak-ng',
};

/** The models that can be asked for, and whether the app's origin has a mirror of their files. */
export interface CatalogState {
  readonly models: readonly ModelEntry[];
  readonly hasMirror: boolean;
}

/** Knows the models. The mirror is asked each time, so files put there count without a reload. */
export interface ModelCatalog {
  /** The official models alone where there is no mirror, or where a `catalog.json` is not one of ours. */
  read(signal: AbortSignal): Promise<CatalogState>;
  /** What was read last, while it is read once more: a network that stalls is waited for only the first time. */
  readKnown(signal: AbortSignal): Promise<CatalogState>;
  /** Finds a model that speaks, by id or alias. Rejects with `model_not_found`. */
  find(name: string, signal: AbortSignal): Promise<ModelEntry>;
  /** Every model that speaks, the built-in voice last. */
  listModels(signal: AbortSignal): Promise<readonly ModelSummary[]>;
}

/** Keeps the mirror's last catalogue, so that models from a mirror still load when the server is off. */
export interface CatalogMemory {
  read(): Promise<string | null>;
  write(text: string): Promise<void>;
}

interface ModelCatalogOptions {
  /** Absolute, with a slash at the end; the mirror is `models/` below it. */
  readonly baseUrl: string;
  readonly memory?: CatalogMemory;
  readonly fetch?: typeof fetch;
  readonly timeoutMs?: number;
}

/** The models this project vouches for: KOKORO's public files, pinned by revision, size and hash. */
export const officialModels: readonly ModelEntry[] = parseModelCatalog(official, 'official-models.json');

/** Kokoro's fp32 and q8 files without durations, which mirrors of the plain repository hold; the others are the same. */
const PLAIN_FILES: readonly string[] = [
  '8fbea51ea711f2af382e88c833d9e288c6dc82ce5e98421ea61c058ce21a34cb',
  'fbae9257e1e05ffc727e951ef9b9c98418e6d79f1c9b6b13bd59f5c9028a1478',
];

/** Returns whether weights with this hash are Kokoro's own as its makers' hub has them, and not made up or changed. */
export function isOfficialWeights(sha256: string): boolean {
  return (
    PLAIN_FILES.includes(sha256) ||
    officialModels.some(({ weights }) =>
      [...weights.values()].some((files) => files.some((file) => file.sha256 === sha256)),
    )
  );
}

/** Creates the catalogue of the official models and the mirror's. */
export function createModelCatalog(options: ModelCatalogOptions): ModelCatalog {
  let known: CatalogState | null = null;
  let refreshing: Promise<unknown> | null = null;
  const read = async (signal: AbortSignal): Promise<CatalogState> => {
    const mirror = await readMirror(options, signal);
    known =
      mirror === null
        ? { models: officialModels, hasMirror: false }
        : { models: mergeModels(officialModels, mirror), hasMirror: true };
    return known;
  };
  const readKnown = async (signal: AbortSignal): Promise<CatalogState> => {
    if (known === null) return read(signal);
    refreshing ??= read(new AbortController().signal)
      .catch(() => undefined)
      .finally(() => {
        refreshing = null;
      });
    return known;
  };
  return {
    ...{ read, readKnown },
    find: async (name, signal) => findModel(toSpeaking((await read(signal)).models), name),
    listModels: async (signal) => [...toSpeaking((await read(signal)).models).map(toSummary), builtInModel],
  };
}

/** Returns the models that speak. */
export function toSpeaking(models: readonly ModelEntry[]): readonly ModelEntry[] {
  return models.filter(({ kind }) => kind === 'speech');
}

/** Finds a model by id or alias. Throws `model_not_found`. */
export function findModel(models: readonly ModelEntry[], name: string): ModelEntry {
  const model =
    models.find((entry) => entry.id === name) ?? models.find((entry) => entry.aliases.includes(name));
  if (model !== undefined) return model;
  const known = models.map((entry) => entry.id).join(', ');
  throw new SpeechError('model_not_found', `There is no model '${name}'. Known models: ${known}.`, {
    param: 'model',
  });
}

/** Adds the mirror's models to the official ones; one with an official id replaces it, and keeps its aliases. */
function mergeModels(base: readonly ModelEntry[], mirror: readonly ModelEntry[]): readonly ModelEntry[] {
  const replaced = base.map((entry) => {
    const other = mirror.find(({ id, kind }) => id === entry.id && kind === entry.kind);
    return other === undefined
      ? entry
      : { ...other, aliases: [...new Set([...entry.aliases, ...other.aliases])] };
  });
  return [...replaced, ...mirror.filter(({ id }) => !base.some((entry) => entry.id === id))];
}

function toSummary({ id, name, aliases, created, ownedBy }: ModelEntry): ModelSummary {
  return { id, name, aliases, created, ownedBy };
}

/** Parses a catalogue. Another program's file of that name must not keep the official models away, so it is null. */
function parseMirror(text: string): readonly ModelEntry[] | null {
  try {
    return parseModelCatalog(JSON.parse(text), "The mirror's catalog.json");
  } catch (error) {
    const reason = error instanceof SpeechError ? error.message : "The mirror's catalog.json is not JSON.";
    console.warn(`${reason} The mirror is not used.`);
    return null;
  }
}

/** The mirror's models; those seen last while the server cannot be asked; null where there are none. */
async function readMirror(
  options: ModelCatalogOptions,
  signal: AbortSignal,
): Promise<readonly ModelEntry[] | null> {
  let text: string | null;
  try {
    text = await fetchCatalog(options, signal);
  } catch {
    signal.throwIfAborted();
    // Storage that cannot be read must not keep the official models away.
    const known = (await options.memory?.read().catch(() => null)) ?? null;
    return known === null ? null : parseMirror(known);
  }
  const models = text === null ? null : parseMirror(text);
  // Only what can be read again is kept for the times without a server.
  if (text !== null && models !== null) await options.memory?.write(text).catch(() => undefined);
  return models;
}

/** Fetches the mirror's catalogue as text; null where there is none. Rejects where the server does not answer. */
async function fetchCatalog(options: ModelCatalogOptions, signal: AbortSignal): Promise<string | null> {
  signal.throwIfAborted();
  const scope = new Scope();
  const limit = new AbortController();
  scope.timeout(() => limit.abort(), options.timeoutMs ?? 10_000);
  scope.listen(signal, 'abort', () => limit.abort());
  try {
    const url = new URL('models/catalog.json', options.baseUrl);
    const response = await (options.fetch ?? fetch)(url, { signal: limit.signal, cache: 'no-cache' });
    if (response.status >= 500) throw new Error(`The mirror answered ${response.status}`);
    // A static host may answer any path with the app's own page: that is no mirror.
    const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
    return response.ok && !isPage ? await response.text() : null;
  } finally {
    scope.dispose();
  }
}
