import { SpeechError, toSpeechError } from '../../../contract/errors.ts';
import type { Dtype, EngineStatus } from '../../../contract/engine-status.ts';
import type { ModelEntry, ModelFile } from '../../../models/catalog/model-catalog-entry.ts';
import { createDeferred } from '../../../std/deferred.ts';
import { hurryCollection } from '../../../std/memory.ts';
import { fetchFiles } from '../../../models/fetch-model.ts';
import { orAbort } from '../../../std/abort.ts';
import { createHub, createMirror, type ModelSource } from '../../../models/store/model-sources.ts';
import type { ModelStore } from '../../../models/store/model-store.ts';
import { toPlannedFiles, type LoadParts, type LoadPlan } from './load-parts.ts';
import type { KokoroSession } from '../session/session.ts';
import { warmUp } from '../session/run-session.ts';
import { isDeviceFault } from '../trust/device-fault.ts';
import type { DeviceTrust } from '../trust/device-trust.ts';
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

/** After so many steps a model that is taken apart has been searched through. */
const STEPS_OF_SEARCH = 2;

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
  /** Whether files that are not stored may be fetched: only where somebody asked for the model, and sees it. */
  readonly mayFetch: boolean;
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
  const { session } = loaded;
  try {
    onStep();
    // Kernels that were compared have spoken already.
    const hasSpoken = typeof session.generator?.difference === 'number';
    const isWarm = hasSpoken || !(mayBeCold && session.generator?.by === 'kernels');
    if (isWarm && !hasSpoken) {
      // A run of ONNX Runtime goes on to its end; only the release of the session ends it.
      await orAbort(warmUp(session, parts.voices, { onStep, signal: options.signal }), options.signal);
    }
    options.signal.throwIfAborted();
    return { ...loaded, isWarm };
  } catch (error) {
    await loaded.session.release();
    throw error;
  }
}

/** As `loadWarm`, on the planned device, or on WASM where a GPU that was right before does not start any more. */
export async function loadAnywhere(
  plan: LoadPlan,
  { parts, trust }: { readonly parts: LoadParts; readonly trust: DeviceTrust },
  options: WarmLoadOptions,
): Promise<LoadedModel> {
  try {
    return await loadWarm(plan, parts, options);
  } catch (error) {
    options.signal.throwIfAborted();
    if (plan.device === 'wasm' || !isDeviceFault(error)) throw error;
    trust.bar(error instanceof Error ? error.message : String(error));
    return loadWarm({ ...plan, device: 'wasm' }, parts, options);
  }
}

/** Brings a model from wherever it is into memory: fetched, verified, started. Files that go away meanwhile are fetched again. */
async function loadModel(plan: LoadPlan, parts: LoadParts, options: LoadOptions): Promise<LoadedModel> {
  const { weights } = plan;
  const { report, signal } = options;
  let dropThread: (() => void) | undefined;
  try {
    for (;;) {
      const isStored = await parts.store.hasAll(toPlannedFiles(plan));
      // Its thread starts while the file is opened.
      if (isStored) dropThread ??= parts.expectSession?.();
      const fresh = isStored ? reportStored(plan, report) : await fetchMissing(plan, parts, options);
      hurryCollection(fresh.has(weights) ? weights.bytes : 0);
      // What is fetched takes no memory yet: a download does not keep another model from speaking.
      await parts.seat?.take(signal);
      report({ state: 'loading', stored: true });
      const session = await startOrExplain({ plan, parts, isFresh: fresh.has(weights) }, options);
      if (session !== null) return { plan, session, isWarm: false, runCount: 0 };
    }
  } finally {
    dropThread?.();
  }
}

/** As `startSound`; rejects with a `SpeechError` that says what did not start. */
async function startOrExplain(
  start: Pick<Start, 'plan' | 'parts'> & { readonly isFresh: boolean },
  options: LoadOptions,
): Promise<KokoroSession | null> {
  const { model, dtype, device } = start.plan;
  try {
    return await startSound(start, options);
  } catch (error) {
    options.signal.throwIfAborted();
    console.warn(`${model.name} did not start`, error);
    throw toSpeechError(error, 'engine_unavailable', `${model.name} (${dtype}) did not start on ${device}.`);
  }
}

/** Reports that all files are there; none is fresh then. */
function reportStored(plan: LoadPlan, report: ReportLoad): ReadonlySet<ModelFile> {
  const { device, dtype, threads } = plan;
  const totalBytes = toPlannedFiles(plan).reduce((sum, { bytes }) => sum + bytes, 0);
  report({ state: 'loading', device, dtype, threads, loadedBytes: totalBytes, totalBytes });
  return new Set();
}

/** Fetches the files that are not stored, and returns them. */
async function fetchMissing(
  { model, dtype, device, threads, weights }: LoadPlan,
  parts: LoadParts,
  { report, mayFetch, signal }: LoadOptions,
): Promise<ReadonlySet<ModelFile>> {
  if (!mayFetch) throw createGoneError({ model, dtype });
  report({ state: 'downloading', device, dtype, threads, loadedBytes: 0 });
  const onProgress = (loadedBytes: number, totalBytes: number): void => report({ totalBytes, loadedBytes });
  const sources = await findSources(parts, signal);
  const files = { files: model.files, weights: [weights] };
  return fetchFiles(files, { store: parts.store, sources, onProgress, signal });
}

/**
 * Starts a model while its file is looked through for decay, unless every byte was looked at just now; a session of a
 * file that decayed is never used. Gives null where it did, and was dropped, and where it is gone: who deletes it has the
 * load end first, so it was the browser, and somebody waits for the model. One that was fetched just now is not fetched
 * a second time.
 */
async function startSound(
  { plan, parts, isFresh }: Pick<Start, 'plan' | 'parts'> & { readonly isFresh: boolean },
  { onStep, signal }: LoadOptions,
): Promise<KokoroSession | null> {
  const { store } = parts;
  const { weights } = plan;
  const giveUp = (): null => {
    if (isFresh) throw createGoneError(plan);
    return null;
  };
  const [model, handle] = await Promise.all([store.open(weights), store.handle(weights)]);
  if (model === null) return giveUp();
  const searched = createDeferred();
  let steps = 0;
  const start = {
    ...{ plan, parts, model, ...(handle === null ? {} : { handle }) },
    onStep: () => {
      steps += 1;
      if (steps === STEPS_OF_SEARCH) searched.resolve();
      onStep();
    },
  };
  const [started, sound] = await Promise.allSettled([
    startBest(start, signal).finally(() => searched.resolve()),
    // A page that has just opened keeps two cores busy until then; storing the weights leaves one of them free.
    isFresh ? true : searched.promise.then(() => orAbort(store.isSound(weights, signal), signal)),
  ]);
  const isSound = sound.status === 'fulfilled' && sound.value;
  if (started.status === 'fulfilled') {
    if (isSound) return started.value;
    await started.value.release();
  }
  signal.throwIfAborted();
  // It may have been looked through to its end before it went, and be missed by the session alone.
  if (!(await store.has(weights))) return giveUp();
  if (sound.status === 'rejected') throw sound.reason;
  if (started.status === 'rejected' && isSound) throw started.reason;
  await store.dropDamaged(weights);
  return null;
}

/** Opens a model's weights as they are stored, looked through for decay. Rejects with `model_unavailable` where they are not. */
export async function openStored(
  plan: Pick<LoadPlan, 'model' | 'dtype' | 'weights'>,
  { store }: Pick<LoadParts, 'store'>,
  signal: AbortSignal,
): Promise<Blob> {
  const blob = await store.check(plan.weights, signal);
  if (blob === null) throw createGoneError(plan);
  return blob;
}

/** Creates the error for files that were stored when the model was loaded, and are not any more. */
export function createGoneError({ model, dtype }: Pick<LoadPlan, 'model' | 'dtype'>): SpeechError {
  return new SpeechError(
    'model_unavailable',
    `The files of ${model.name} (${dtype}) are not stored any more.`,
  );
}

async function findSources(
  { catalog, baseUrl, allowHub, hubUrl }: LoadParts,
  signal: AbortSignal,
): Promise<readonly ModelSource[]> {
  const { hasMirror } = await catalog.read(signal);
  return [...(hasMirror ? [createMirror(baseUrl)] : []), ...(allowHub ? [createHub(hubUrl)] : [])];
}
