import { toSpeechError } from '../../../contract/errors.ts';
import type { Dtype, EngineStatus } from '../../../contract/engine-status.ts';
import type { ModelEntry } from '../../../models/catalog/model-catalog-entry.ts';
import { hurryCollection } from '../../../std/memory/hurry-collection.ts';
import { fetchModel } from '../../../models/fetch-model.ts';
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
  /** Whether it spoke when it started. */
  readonly isWarm: boolean;
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
  if (!(await store.hasAll(model.files))) return [];
  const weights = await Promise.all(
    [...model.weights].map(async ([dtype, files]) => ((await store.hasAll(files)) ? dtype : null)),
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

/** How a model is loaded. */
export interface WarmLoadOptions extends Omit<LoadOptions, 'onStep'> {
  /** Whether kernels that are known need not speak before they are used; the caller has them do so later. */
  readonly mayBeCold?: boolean;
}

/** Brings a model into memory and lets it speak once, so that the first segment is as fast as those after it. */
export async function loadWarm(
  plan: LoadPlan,
  parts: LoadParts,
  { mayBeCold = false, ...options }: WarmLoadOptions,
): Promise<LoadedModel> {
  let loadSteps = 0;
  const onStep = (): void => options.report({ loadSteps: (loadSteps += 1) });
  const loaded = await loadModel(plan, parts, { ...options, onStep });
  try {
    onStep();
    const { generator } = loaded.session;
    // Kernels that were compared have spoken already.
    if (typeof generator?.difference === 'number') return { ...loaded, isWarm: true };
    if (mayBeCold && generator?.by === 'kernels') return loaded;
    await warmUp(loaded.session, parts.voices, { onStep, signal: options.signal });
    options.signal.throwIfAborted();
    return { ...loaded, isWarm: true };
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
  const isStored = await parts.store.hasAll([...model.files, plan.weights]);
  report({ state: isStored ? 'loading' : 'downloading', device, dtype, threads, loadedBytes: 0 });
  const weights = await fetchWeights(plan, parts, { report, signal });
  hurryCollection();
  // What is fetched takes no memory yet: a download does not keep another model from speaking.
  await parts.seat?.take(signal);
  report({ state: 'loading', stored: true });
  try {
    const handle = await parts.store.handle(plan.weights);
    const file = handle === null ? { model: weights } : { model: weights, handle };
    const session = await startBest({ plan, parts, ...file, onStep }, signal);
    return { plan, session, isWarm: false, runCount: 0 };
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
  const [blob] = await fetchModel(
    { files: model.files, weights: [weights] },
    {
      store: parts.store,
      sources,
      onProgress: (loadedBytes, totalBytes) => report({ totalBytes, loadedBytes }),
      signal,
    },
  );
  if (blob === undefined) throw new TypeError(`${model.name} has no weights.`);
  return blob;
}

function toSources({ baseUrl, allowHub, hubUrl }: LoadParts, hasMirror: boolean): readonly ModelSource[] {
  return [...(hasMirror ? [createMirror(baseUrl)] : []), ...(allowHub ? [createHub(hubUrl)] : [])];
}
