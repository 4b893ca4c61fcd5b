import type { Device, Dtype, EngineConfig } from '../../speech/engine-status.ts';
import { SpeechError } from '../../speech/errors.ts';
import type { ModelEntry } from '../model-catalog-entry.ts';
import { dtypes } from '../model-catalog-parse.ts';
import type { EngineEnvironment } from './engine-environment.ts';

/** More threads than this slow a model of this size down. */
const THREAD_LIMIT = 16;

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
  if (dtype !== 'auto' && dtype !== 'fp32') {
    refuse('dtype', `WebGPU gives wrong sound with ${dtype}. Use fp32, or the device wasm.`);
  }
}

/** What is known of the GPU: whether it computes right, and faster than WASM. */
export interface GpuStanding {
  readonly isTrusted: boolean;
  readonly isFaster: boolean;
}

/** Whether the configuration leaves room for the GPU at all. */
export function mayUseGpu(config: EngineConfig, dtype: Dtype, environment: EngineEnvironment): boolean {
  return config.device !== 'wasm' && dtype === 'fp32' && environment.hasWebGpu && !environment.isWebKit;
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
 * The weights to load. `auto` takes the best that are stored, so that nothing is downloaded twice; with none stored,
 * fp32, which is the truest and on many processors the fastest. Throws `invalid_value` for weights that the model lacks.
 */
export function chooseDtype(config: EngineConfig, model: ModelEntry, stored: readonly Dtype[]): Dtype {
  const available = dtypes.filter((dtype) => model.weights.has(dtype));
  if (config.device === 'webgpu' || config.dtype !== 'auto') {
    const wanted = config.dtype === 'auto' ? 'fp32' : config.dtype;
    if (available.includes(wanted)) return wanted;
    return refuse('dtype', `${model.name} has no ${wanted} weights; it has ${available.join(', ')}.`);
  }
  const choice = available.find((dtype) => stored.includes(dtype)) ?? available[0];
  return choice ?? refuse('model', `${model.name} has no weights.`);
}

function refuse(param: string, message: string): never {
  throw new SpeechError('invalid_value', message, { param });
}
