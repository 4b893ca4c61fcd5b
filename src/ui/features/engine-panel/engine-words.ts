import type { Dtype, EngineConfig, EngineStatus } from '../../../speech/engine-status.ts';
import type { AppState } from '../../store/state.ts';

/** What Kokoro's weights weigh. Source: the file list of onnx-community/Kokoro-82M-v1.0-ONNX. */
const KOKORO_BYTES: Readonly<Record<Dtype, number>> = {
  fp32: 325_532_232,
  fp16: 163_234_740,
  q8: 92_361_116,
  q4: 305_215_966,
  q4f16: 154_586_422,
  q8f16: 86_033_585,
};

/** Says how much a download of Kokoro is: what the engine says, else what would be chosen. */
export function toDownloadSize({ engine, settings }: AppState): string {
  if (engine !== null && engine.totalBytes > 0) return toMegabytes(engine.totalBytes);
  return toWeightsSize(settings.dtype);
}

/** Says how much the weights of one form are; left to itself, the engine takes full precision. */
export function toWeightsSize(dtype: EngineConfig['dtype']): string {
  return toMegabytes(KOKORO_BYTES[dtype === 'auto' ? 'fp32' : dtype]);
}

/** Converts bytes to megabytes of a million bytes, as shops and browsers count; to tenths where there are few. */
export function toMegabytes(bytes: number): string {
  const megabytes = bytes / 1_000_000;
  return megabytes > 0 && megabytes < 9.5 ? `${megabytes.toFixed(1)} MB` : `${Math.round(megabytes)} MB`;
}

const deviceNames = { wasm: 'CPU (WebAssembly)', webgpu: 'GPU (WebGPU)' } as const;

/** Says where and how the model runs, e.g. `CPU (WebAssembly), q8, 2 threads`. */
export function toEngineFacts(status: EngineStatus): string {
  const facts = [
    status.device === null ? null : deviceNames[status.device],
    status.dtype,
    status.device === 'webgpu' ? null : toThreads(status.threads),
  ];
  return facts.filter((fact) => fact !== null).join(', ');
}

function toThreads(threads: number): string | null {
  if (threads < 1) return null;
  return threads === 1 ? '1 thread' : `${threads} threads`;
}
