import type { EngineConfig } from '../../../contract/engine-status.ts';
import { SpeechError } from '../../../contract/errors.ts';
import { findModel, toSpeaking } from '../../../models/catalog/model-catalog.ts';
import type { DeviceTrust } from '../trust/device-trust.ts';
import { chooseDevice, chooseDtype, chooseThreads, mayUseGpu } from './backend-choice.ts';
import { findGpu, type Gpu } from '../../../compute/runtime/engine-environment.ts';
import { findStoredDtypes } from './load-model.ts';
import type { LoadParts, LoadPlan } from './load-parts.ts';
import { ORT_VERSION } from '../../../compute/runtime/ort-model.ts';
import { withinLimit } from '../../../std/within-limit.ts';

/** The parts of a load, and how the GPU is found; `findGpu` resolves to null where there is none. */
export interface PlanParts extends LoadParts {
  /** Replaces the browser's answer. */
  readonly findGpu?: () => Promise<Gpu | null>;
}

/** What the browser says of its GPU: null where it has none, or has not answered. */
export interface GpuAnswer {
  readonly gpu: Gpu | null;
  /** The answer, where it has not come yet; it may never come. */
  readonly late: Promise<Gpu | null> | null;
}

/** A plan, and whether the GPU could do it as well. */
export interface Planned extends GpuAnswer {
  readonly plan: LoadPlan;
}

/** What loads are planned with. */
export interface PlanMeans {
  readonly parts: PlanParts;
  readonly trust: DeviceTrust;
  readonly askGpu: () => Promise<GpuAnswer>;
}

/** Longer than most browsers take that have yet to start their process for the GPU. */
const GPU_LIMIT_MS = 10_000;

const NO_GPU: GpuAnswer = { gpu: null, late: null };

/**
 * Plans a load: which weights, on which device, with how many threads. Has `trust` recall what is known of the GPU, if
 * there is one that may be used.
 */
export async function planLoad(
  config: EngineConfig,
  { parts, trust, askGpu }: PlanMeans,
  signal: AbortSignal,
): Promise<Planned> {
  const { environment, store } = parts;
  // Asked at once, for the browser takes a moment to answer.
  const asking = mayUseGpu(config, 'q8', environment) ? askGpu() : Promise.resolve(NO_GPU);
  asking.catch(() => undefined);
  const { models } = await parts.catalog.read(signal);
  const model = findModel(toSpeaking(models), config.model);
  const dtype = chooseDtype(config, model, await findStoredDtypes(store, model));
  const [weights, ...others] = model.weights.get(dtype) ?? [];
  if (weights === undefined) throw new TypeError(`There are no ${dtype} weights.`);
  if (others.length > 0) {
    const message = `${model.name} (${dtype}) has several weight files; a model that speaks must have one.`;
    throw new SpeechError('engine_unavailable', message);
  }
  const { gpu, late } = mayUseGpu(config, dtype, environment) ? await asking : NO_GPU;
  if (gpu !== null) {
    const key = [gpu.name, environment.userAgent ?? '', weights.sha256, dtype, ORT_VERSION].join(' | ');
    await trust.open({ key, device: 'webgpu', name: gpu.name });
  }
  const device = gpu === null ? 'wasm' : chooseDevice(config, trust);
  const threads = chooseThreads(config, environment);
  return { plan: { model, weights, dtype, device, threads }, gpu, late };
}

/**
 * Whether a model that was loaded as `loaded` is what is planned now. One on a GPU stays where the browser has not
 * answered for that.
 */
export function isAsPlanned(loaded: LoadPlan, { plan, late }: Planned): boolean {
  return (
    loaded.model.id === plan.model.id &&
    loaded.dtype === plan.dtype &&
    loaded.threads === plan.threads &&
    (loaded.device === 'wasm' || plan.device !== 'wasm' || late !== null)
  );
}

/**
 * Creates what asks for the GPU. By its standard, WebGPU may take arbitrarily long to answer: after ten seconds nobody
 * waits any more, and as long as that answer has not come, nobody asks and waits anew.
 */
export function createGpuQuery(find: () => Promise<Gpu | null> = findGpu): () => Promise<GpuAnswer> {
  let asked: Promise<GpuAnswer> | null = null;
  return () => {
    if (asked !== null) return asked;
    const answer = find();
    asked = withinLimit<GpuAnswer, GpuAnswer>(
      answer.then((gpu) => ({ gpu, late: null })),
      GPU_LIMIT_MS,
      () => ({ gpu: null, late: answer }),
    );
    const forget = (): void => {
      asked = null;
    };
    answer.then(forget, forget);
    return asked;
  };
}
