import type { EngineStatus } from '../../../speech/engine-status.ts';
import type { AppState } from '../../store/state.ts';

/** What Kokoro weighs in the two forms that are chosen by themselves. Source: the model's file list. */
const KOKORO_BYTES = { q8: 92_361_116, fp32: 325_532_232 };

/** Says how much a download of Kokoro is, from the engine where it knows, else by what would be chosen. */
export function toDownloadSize({ engine, settings }: AppState): string {
  if (engine !== null && engine.totalBytes > 0) return toMegabytes(engine.totalBytes);
  const wantsFull = settings.dtype === 'fp32' || (settings.dtype === 'auto' && settings.device === 'webgpu');
  return toMegabytes(wantsFull ? KOKORO_BYTES.fp32 : KOKORO_BYTES.q8);
}

/** Converts bytes to whole megabytes of a million bytes, as shops and browsers count. */
export function toMegabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000)} MB`;
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
