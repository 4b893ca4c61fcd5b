import type { EngineConfig } from '../../../contract/engine-status.ts';
import { SpeechError } from '../../../contract/errors.ts';
import { findModel, toSpeaking } from '../../../models/catalog/model-catalog.ts';
import type { DeviceTrust } from '../trust/device-trust.ts';
import { chooseDevice, chooseDtype, chooseThreads, mayUseGpu } from './backend-choice.ts';
import { findGpu, type Gpu } from '../../../compute/runtime/engine-environment.ts';
import { findStoredDtypes } from './load-model.ts';
import type { LoadParts, LoadPlan } from './load-parts.ts';
import { ORT_VERSION } from '../../../compute/runtime/ort-version.ts';
import { Scope } from '../../../std/scope.ts';

/** The parts of a load, and how the GPU is found; `findGpu` resolves to null where there is none. */
export interface PlanParts extends LoadParts {
  /** Replaces the browser's answer. */
  readonly findGpu?: () => Promise<Gpu | null>;
}

/** A plan, and whether the GPU could do it as well. */
export interface Planned {
  readonly plan: LoadPlan;
  readonly gpu: Gpu | null;
}

/** Longer than a browser takes that has yet to start its process for the GPU. */
const GPU_LIMIT_MS = 10_000;

/**
 * Plans a load: which weights, on which device, with how many threads. Has `trust` recall what is known of the GPU, if
 * there is one that may be used.
 */
export async function planLoad(
  config: EngineConfig,
  { parts, trust }: { readonly parts: PlanParts; readonly trust: DeviceTrust },
  signal: AbortSignal,
): Promise<Planned> {
  const { environment, store } = parts;
  // Asked at once, for the browser takes a moment to answer.
  const asking = mayUseGpu(config, 'q8', environment)
    ? withinLimit((parts.findGpu ?? findGpu)())
    : Promise.resolve(null);
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
  const gpu = mayUseGpu(config, dtype, environment) ? await asking : null;
  if (gpu !== null) {
    const key = [gpu.name, environment.userAgent ?? '', weights.sha256, dtype, ORT_VERSION].join(' | ');
    await trust.open({ key, device: 'webgpu', name: gpu.name });
  }
  const device = gpu === null ? 'wasm' : chooseDevice(config, trust);
  const threads = chooseThreads(config, environment);
  return { plan: { model, weights, dtype, device, threads }, gpu };
}

/** By its standard, WebGPU may take arbitrarily long to answer. What has not answered by then counts as absent. */
async function withinLimit(asking: Promise<Gpu | null>): Promise<Gpu | null> {
  const scope = new Scope();
  try {
    return await Promise.race([asking, scope.sleep(GPU_LIMIT_MS).then(() => null)]);
  } finally {
    scope.dispose();
  }
}
