import { toSpeechError } from '../../speech/errors.ts';
import type { Device, Dtype, EngineStatus, GeneratorReport } from '../../speech/engine-status.ts';
import type { ModelCatalog } from '../model-catalog.ts';
import type { ModelEntry, ModelFile } from '../model-catalog-entry.ts';
import { createHub, createMirror, type ModelSource } from '../store/model-sources.ts';
import type { ModelStore } from '../store/model-store.ts';
import type { EngineEnvironment } from './engine-environment.ts';
import type { KernelTrust } from './kernel-trust.ts';
import type { CreateSession, KernelUse, KokoroSession } from './session.ts';
import { withReason } from './with-reason.ts';

/** What a model is loaded from and with. */
export interface LoadParts {
  /** Absolute, with a slash at the end. */
  readonly baseUrl: string;
  readonly catalog: ModelCatalog;
  readonly store: ModelStore;
  readonly environment: EngineEnvironment;
  readonly createSession: CreateSession;
  /** Where ONNX Runtime's files lie, where that is not `ort/` below the base URL. */
  readonly ortUrl?: string;
  /** The hub, where it is not the public one. */
  readonly hubUrl?: string;
  /** Whether the hub may be asked for files that neither the store nor the mirror has. */
  readonly allowHub: boolean;
  /** Knows where the kernels are right; without it they are not used. */
  readonly kernelTrust?: KernelTrust;
}

/** What to load, and how. */
export interface LoadPlan {
  readonly model: ModelEntry;
  readonly weights: ModelFile;
  readonly dtype: Dtype;
  readonly device: Device;
  readonly threads: number;
  /** In words, why the kernels are not to be used: they failed in the session before. */
  readonly kernelFault?: string;
}

/** A model in memory. */
export interface LoadedModel {
  readonly plan: LoadPlan;
  readonly session: KokoroSession;
  /** Runs so far. */
  runCount: number;
  /** What computes the generator, as the last run told. */
  generator: GeneratorReport | null;
}

/** Tells how far a load has come. */
export type ReportLoad = (
  patch: Partial<
    Pick<EngineStatus, 'state' | 'stored' | 'device' | 'dtype' | 'threads' | 'loadedBytes' | 'totalBytes'>
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

/** Brings a model from wherever it is into memory: fetched, verified, started. */
export async function loadModel(
  plan: LoadPlan,
  parts: LoadParts,
  { report, signal }: { report: ReportLoad; signal: AbortSignal },
): Promise<LoadedModel> {
  const { model, dtype, device, threads } = plan;
  const isStored = await hasAll(parts.store, [...model.files, plan.weights]);
  report({ state: isStored ? 'loading' : 'downloading', device, dtype, threads, loadedBytes: 0 });
  const bytes = await readWeights(plan, parts, { report, signal });
  report({ state: 'loading', stored: true });
  try {
    const session = await startBest(bytes, plan, { parts, report, signal });
    return { plan, session, runCount: 0, generator: null };
  } catch (error) {
    signal.throwIfAborted();
    console.warn(`${model.name} did not start`, error);
    throw toSpeechError(error, 'engine_unavailable', `${model.name} (${dtype}) did not start on ${device}.`);
  }
}

/** Gives a model's weights, fetched and verified with all that goes with them. */
export async function readWeights(
  { model, weights }: Pick<LoadPlan, 'model' | 'weights'>,
  parts: LoadParts,
  { report, signal }: { report: ReportLoad; signal: AbortSignal },
): Promise<Uint8Array<ArrayBuffer>> {
  const { hasMirror } = await parts.catalog.read(signal);
  const sources = toSources(parts, hasMirror);
  return fetchModel([...model.files, weights], parts.store, { sources, report, signal });
}

/** Starts a session, on the kernels where they may be used; they fall back by themselves as long as they can. */
async function startBest(
  model: Uint8Array<ArrayBuffer>,
  plan: LoadPlan,
  { parts, report, signal }: { parts: LoadParts; report: ReportLoad; signal: AbortSignal },
): Promise<KokoroSession> {
  const { kernelTrust, baseUrl } = parts;
  if (kernelTrust === undefined || plan.device !== 'wasm') {
    return startSession(model, { ...plan, parts }, signal);
  }
  if (plan.kernelFault !== undefined) {
    return withReason(await startSession(model, { ...plan, parts }, signal), plan.kernelFault);
  }
  const isTrusted = await kernelTrust.has(plan.weights.sha256);
  const kernels = { url: new URL('kernels/', baseUrl).href, isTrusted };
  try {
    return await startSession(model, { ...plan, parts, kernels }, signal);
  } catch (error) {
    signal.throwIfAborted();
    console.warn('The model did not start on the kernels', error);
    // What was begun has used up the bytes.
    const again = await readWeights(plan, parts, { report, signal });
    const reason = `they did not start: ${error instanceof Error ? error.message : String(error)}`;
    return withReason(await startSession(again, { ...plan, parts }, signal), reason);
  }
}

/** Starts a session on a model's bytes, which it may take away. */
export function startSession(
  model: Uint8Array<ArrayBuffer>,
  { device, threads, parts, kernels }: StartOptions,
  signal: AbortSignal,
): Promise<KokoroSession> {
  const ortUrl = parts.ortUrl ?? new URL('ort/', parts.baseUrl).href;
  const options = { model, device, threads, ortUrl };
  return parts.createSession(kernels === undefined ? options : { ...options, kernels }, signal);
}

interface StartOptions {
  readonly device: Device;
  readonly threads: number;
  readonly parts: LoadParts;
  readonly kernels?: KernelUse;
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

/** Fetches all files of a model, in order, and gives the bytes of the last: its weights. */
async function fetchModel(
  files: readonly ModelFile[],
  store: ModelStore,
  { sources, report, signal }: FetchModelOptions,
): Promise<Uint8Array<ArrayBuffer>> {
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
    const bytes = await store.read(weights, signal);
    if (bytes !== null) return bytes;
    // It decayed, and the store dropped it.
    await fetchFile(weights);
  }
}
