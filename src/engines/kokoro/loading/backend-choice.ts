import type { Device, Dtype, EngineConfig } from '../../../contract/engine-status.ts';
import { SpeechError } from '../../../contract/errors.ts';
import type { ModelEntry } from '../../../models/catalog/model-catalog-entry.ts';
import { dtypes } from '../../../models/catalog/model-catalog-parse.ts';
import type { EngineEnvironment } from '../../../compute/runtime/engine-environment.ts';

/** More threads than this slow a model of this size down. */
const THREAD_LIMIT = 16;

/** What `auto` takes, the first that there is: q8 is the smallest, sounds as right, and is computed in fp32. */
const AUTOMATIC: readonly Dtype[] = ['q8', ...dtypes.filter((dtype) => dtype !== 'q8')];

/** What a GPU may compute: fp32 as it is, and q8 in fp32, where the model can be taken apart. */
const GPU_DTYPES: readonly Dtype[] = ['fp32', 'q8'];

/**
 * Checks a configuration against what this browser can do; throws `invalid_value`, naming the field. WebGPU computes
 * only fp32 right (ONNX Runtime #28976), and its build misbehaves on WebKit (ONNX Runtime #26827).
 */
export function checkConfig(config: EngineConfig, environment: EngineEnvironment): void {
  const { device, dtype, threads } = config;
  if (!['auto', 'wasm', 'webgpu'].includes(device)) {
    refuse('device', `'${device}' is no device: use auto, wasm or webgpu.`);
  }
  if (dtype !== 'auto' && !dtypes.includes(dtype)) {
    refuse('dtype', `'${dtype}' is no data type: use auto or one of ${dtypes.join(', ')}.`);
  }
  if (!Number.isInteger(threads) || threads < 0) {
    refuse('threads', 'threads must be a whole number; 0 takes as many as there are cores.');
  }
  if (device !== 'webgpu') return;
  if (environment.isWebKit) {
    refuse('device', 'WebGPU is not used in this browser: ONNX Runtime misbehaves there. Use wasm.');
  }
  if (!environment.hasWebGpu) refuse('device', 'This browser has no WebGPU. Use wasm.');
  if (dtype !== 'auto' && !GPU_DTYPES.includes(dtype)) {
    refuse('dtype', `WebGPU gives wrong sound with ${dtype}. Use fp32 or q8, or the device wasm.`);
  }
}

/** What is known of the GPU: whether it computes right, and faster than WASM. */
export interface GpuStanding {
  readonly isTrusted: boolean;
  readonly isFaster: boolean;
}

/** Whether the configuration leaves room for the GPU at all. */
export function mayUseGpu(config: EngineConfig, dtype: Dtype, environment: EngineEnvironment): boolean {
  const isAllowed = environment.hasWebGpu && !environment.isWebKit;
  return config.device !== 'wasm' && GPU_DTYPES.includes(dtype) && isAllowed;
}

/** The device to use: a GPU only once it is trusted, and unless the user wants it, only if it is faster. */
export function chooseDevice(config: EngineConfig, gpu: GpuStanding): Device {
  return gpu.isTrusted && (config.device === 'webgpu' || gpu.isFaster) ? 'webgpu' : 'wasm';
}

/** How many threads a session gets: as many as asked for and possible; without isolation, one. */
export function chooseThreads(config: EngineConfig, environment: EngineEnvironment): number {
  if (!environment.isIsolated) return 1;
  const cores = Math.max(1, Math.min(environment.coreCount, THREAD_LIMIT));
  return config.threads === 0 ? cores : Math.min(config.threads, cores);
}

/**
 * The weights to load, the same for every device. `auto` takes q8; where that is not stored and others are, those, so
 * that nothing is downloaded twice. Throws `invalid_value` for weights that the model lacks.
 */
export function chooseDtype(config: EngineConfig, model: ModelEntry, stored: readonly Dtype[]): Dtype {
  const available = AUTOMATIC.filter((dtype) => model.weights.has(dtype));
  if (config.dtype !== 'auto') {
    if (available.includes(config.dtype)) return config.dtype;
    return refuse('dtype', `${model.name} has no ${config.dtype} weights; it has ${available.join(', ')}.`);
  }
  const usable =
    config.device === 'webgpu' ? available.filter((dtype) => GPU_DTYPES.includes(dtype)) : available;
  const choice = usable.find((dtype) => stored.includes(dtype)) ?? usable[0];
  if (choice !== undefined) return choice;
  if (available.length === 0) return refuse('model', `${model.name} has no weights.`);
  return refuse('dtype', `${model.name} has no weights for WebGPU, ${GPU_DTYPES.join(' or ')}.`);
}

function refuse(param: string, message: string): never {
  throw new SpeechError('invalid_value', message, { param });
}
