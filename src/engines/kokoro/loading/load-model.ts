import { toSpeechError } from '../../../contract/errors.ts';
import type { Dtype, EngineStatus } from '../../../contract/engine-status.ts';
import type { ModelEntry, ModelFile } from '../../../models/catalog/model-catalog-entry.ts';
import { hurryCollection } from '../../../std/memory/hurry-collection.ts';
import { createHub, createMirror, type ModelSource } from '../../../models/store/model-sources.ts';
import type { ModelStore } from '../../../models/store/model-store.ts';
import type { LoadParts, LoadPlan } from './load-parts.ts';
import type { KokoroSession } from '../session/session.ts';
import { warmUp } from '../session/warm-up.ts';
import { startBest } from './start-best.ts';

/** A model in memory. */
export interface LoadedModel {
  readonly plan: LoadPlan;
  readonly session: KokoroSession;
  /** Runs so far. */
  runCount: number;
}

/** Tells how far a load has come. */
export type ReportLoad = (
  patch: Partial<
    Pick<
      EngineStatus,
      'state' | 'stored' | 'device' | 'dtype' | 'threads' | 'loadedBytes' | 'totalBytes' | 'loadSteps'
    >
  >,
) => void;

/** The weights of a model that are stored with all that goes with them. */
export async function findStoredDtypes(store: ModelStore, model: ModelEntry): Promise<readonly Dtype[]> {
  if (!(await hasAll(store, model.files))) return [];
  const weights = await Promise.all(
    [...model.weights].map(async ([dtype, file]) => ((await store.has(file)) ? dtype : null)),
  );
  return weights.filter((dtype) => dtype !== null);
}

/** Who hears of a load, and who may call it off. */
interface LoadOptions {
  readonly report: ReportLoad;
  /** Hears of each step of the start that is done. */
  readonly onStep: () => void;
  readonly signal: AbortSignal;
}

/** Brings a model into memory and lets it speak once, so that the first segment is as fast as those after it. */
export async function loadWarm(
  plan: LoadPlan,
  parts: LoadParts,
  options: Omit<LoadOptions, 'onStep'>,
): Promise<LoadedModel> {
  let loadSteps = 0;
  const onStep = (): void => options.report({ loadSteps: (loadSteps += 1) });
  const loaded = await loadModel(plan, parts, { ...options, onStep });
  try {
    onStep();
    await warmUp(loaded.session, parts.voices, { onStep, signal: options.signal });
    options.signal.throwIfAborted();
    return loaded;
  } catch (error) {
    await loaded.session.release();
    throw error;
  }
}

/** Brings a model from wherever it is into memory: fetched, verified, started. */
async function loadModel(
  plan: LoadPlan,
  parts: LoadParts,
  { report, onStep, signal }: LoadOptions,
): Promise<LoadedModel> {
  const { model, dtype, device, threads } = plan;
  const isStored = await hasAll(parts.store, [...model.files, plan.weights]);
  report({ state: isStored ? 'loading' : 'downloading', device, dtype, threads, loadedBytes: 0 });
  const weights = await fetchWeights(plan, parts, { report, signal });
  hurryCollection();
  // What is fetched takes no memory yet: a download does not keep another model from speaking.
  await parts.seat?.take(signal);
  report({ state: 'loading', stored: true });
  try {
    return { plan, session: await startBest({ plan, parts, model: weights, onStep }, signal), runCount: 0 };
  } catch (error) {
    signal.throwIfAborted();
    console.warn(`${model.name} did not start`, error);
    throw toSpeechError(error, 'engine_unavailable', `${model.name} (${dtype}) did not start on ${device}.`);
  }
}

/** Gives a model's weights as they are stored, fetched and verified with all that goes with them. */
export async function fetchWeights(
  { model, weights }: Pick<LoadPlan, 'model' | 'weights'>,
  parts: LoadParts,
  { report, signal }: { report: ReportLoad; signal: AbortSignal },
): Promise<Blob> {
  const { hasMirror } = await parts.catalog.read(signal);
  const sources = toSources(parts, hasMirror);
  return fetchModel([...model.files, weights], parts.store, { sources, report, signal });
}

async function hasAll(store: ModelStore, files: readonly ModelFile[]): Promise<boolean> {
  return (await Promise.all(files.map((file) => store.has(file)))).every(Boolean);
}

function toSources({ baseUrl, allowHub, hubUrl }: LoadParts, hasMirror: boolean): readonly ModelSource[] {
  return [...(hasMirror ? [createMirror(baseUrl)] : []), ...(allowHub ? [createHub(hubUrl)] : [])];
}

interface FetchModelOptions {
  readonly sources: readonly ModelSource[];
  readonly report: ReportLoad;
  readonly signal: AbortSignal;
}

/** Fetches all files of a model, in order, and gives the last: its weights. */
async function fetchModel(
  files: readonly ModelFile[],
  store: ModelStore,
  { sources, report, signal }: FetchModelOptions,
): Promise<Blob> {
  const held = new Map<ModelFile, number>();
  const totalBytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const fetchFile = (file: ModelFile): Promise<void> =>
    store.fetch(file, {
      sources,
      signal,
      onProgress: (heldBytes) => {
        held.set(file, heldBytes);
        report({ totalBytes, loadedBytes: [...held.values()].reduce((sum, bytes) => sum + bytes, 0) });
      },
    });
  for (const file of files) await fetchFile(file);
  const weights = files.at(-1);
  if (weights === undefined) throw new TypeError('A model has at least one file.');
  for (;;) {
    const file = await store.check(weights, signal);
    if (file !== null) return file;
    // It decayed, and the store dropped it.
    await fetchFile(weights);
  }
}
