import { toSpeechError } from '../../../contract/errors.ts';
import type { Dtype, EngineStatus } from '../../../contract/engine-status.ts';
import type { ModelEntry } from '../../../models/catalog/model-catalog-entry.ts';
import { hurryCollection } from '../../../std/memory.ts';
import {
  fetchFiles,
  fetchModel,
  type FetchModelOptions,
  type ModelFiles,
} from '../../../models/fetch-model.ts';
import { createHub, createMirror, type ModelSource } from '../../../models/store/model-sources.ts';
import type { ModelStore } from '../../../models/store/model-store.ts';
import type { LoadParts, LoadPlan } from './load-parts.ts';
import type { KokoroSession } from '../session/session.ts';
import { warmUp } from '../session/run-session.ts';
import { startBest, type Start } from './start-best.ts';

/** A model in memory. */
export interface LoadedModel {
  readonly plan: LoadPlan;
  readonly session: KokoroSession;
  /** Whether it spoke when it started. */
  readonly isWarm: boolean;
  /** Runs so far. */
  runCount: number;
}

/** Reports how far a load has come. */
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

/** What receives the reports of a load, and what may end it. */
interface LoadOptions {
  readonly report: ReportLoad;
  /** Called after each step of the start that is done. */
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
async function loadModel(plan: LoadPlan, parts: LoadParts, options: LoadOptions): Promise<LoadedModel> {
  const { model, dtype, device, threads, weights } = plan;
  const { report, signal } = options;
  const { store } = parts;
  let session: KokoroSession | null = null;
  while (session === null) {
    const isStored = await store.hasAll([...model.files, weights]);
    report({ state: isStored ? 'loading' : 'downloading', device, dtype, threads, loadedBytes: 0 });
    const fresh = await fetchFiles(toFiles(plan), await toFetchOptions(parts, options));
    if (fresh.size > 0) hurryCollection();
    // What is fetched takes no memory yet: a download does not keep another model from speaking.
    await parts.seat?.take(signal);
    report({ state: 'loading', stored: true });
    try {
      session = await startSound({ plan, parts, isFresh: fresh.has(weights) }, options);
    } catch (error) {
      signal.throwIfAborted();
      console.warn(`${model.name} did not start`, error);
      throw toSpeechError(
        error,
        'engine_unavailable',
        `${model.name} (${dtype}) did not start on ${device}.`,
      );
    }
  }
  return { plan, session, isWarm: false, runCount: 0 };
}

/**
 * Starts a model while its file is looked through for decay, unless every byte was looked at just now; a session of a
 * file that decayed is never used. Gives null where it did, and was dropped.
 */
async function startSound(
  { plan, parts, isFresh }: Pick<Start, 'plan' | 'parts'> & { readonly isFresh: boolean },
  { onStep, signal }: LoadOptions,
): Promise<KokoroSession | null> {
  const { store } = parts;
  const { weights } = plan;
  const model = await store.open(weights);
  if (model === null) return null;
  const handle = await store.handle(weights);
  const start = { plan, parts, model, ...(handle === null ? {} : { handle }), onStep };
  const [started, sound] = await Promise.allSettled([
    startBest(start, signal),
    isFresh ? true : store.isSound(weights, signal),
  ]);
  const isSound = sound.status === 'fulfilled' && sound.value;
  if (started.status === 'fulfilled') {
    if (isSound) return started.value;
    await started.value.release();
  }
  if (sound.status === 'rejected') throw sound.reason;
  if (started.status === 'rejected' && (isSound || signal.aborted)) throw started.reason;
  await store.dropDamaged(weights);
  return null;
}

/** Gives a model's weights as they are stored, fetched and verified with all that goes with them. */
export async function fetchWeights(
  plan: Pick<LoadPlan, 'model' | 'weights'>,
  parts: LoadParts,
  options: Pick<LoadOptions, 'report' | 'signal'>,
): Promise<Blob> {
  const [blob] = await fetchModel(toFiles(plan), await toFetchOptions(parts, options));
  if (blob === undefined) throw new TypeError(`${plan.model.name} has no weights.`);
  return blob;
}

function toFiles({ model, weights }: Pick<LoadPlan, 'model' | 'weights'>): ModelFiles {
  return { files: model.files, weights: [weights] };
}

async function toFetchOptions(
  parts: LoadParts,
  { report, signal }: Pick<LoadOptions, 'report' | 'signal'>,
): Promise<FetchModelOptions> {
  const { hasMirror } = await parts.catalog.read(signal);
  return {
    store: parts.store,
    sources: toSources(parts, hasMirror),
    onProgress: (loadedBytes, totalBytes) => report({ totalBytes, loadedBytes }),
    signal,
  };
}

function toSources({ baseUrl, allowHub, hubUrl }: LoadParts, hasMirror: boolean): readonly ModelSource[] {
  return [...(hasMirror ? [createMirror(baseUrl)] : []), ...(allowHub ? [createHub(hubUrl)] : [])];
}
