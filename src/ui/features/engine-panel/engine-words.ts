import type { Dtype, EngineConfig, EngineStatus } from '../../../speech/engine-status.ts';
import type { AppState } from '../../store/state.ts';
import type { Words } from '../../words/words.ts';

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
export function toDownloadSize({ engine, settings, words }: AppState): string {
  if (engine !== null && engine.totalBytes > 0) return words.bytes(engine.totalBytes);
  return toWeightsSize(settings.dtype, words);
}

/** Says how much the weights of one form are; left to itself, the engine takes full precision. */
export function toWeightsSize(dtype: EngineConfig['dtype'], { bytes }: Words): string {
  return bytes(KOKORO_BYTES[dtype === 'auto' ? 'fp32' : dtype]);
}

const deviceNames = { wasm: 'engine.cpu', webgpu: 'engine.gpu' } as const;

/** Says where and how the model runs, e.g. `CPU (WebAssembly), q8, 2 threads`. */
export function toEngineFacts(status: EngineStatus, { say }: Words): string {
  const facts = [
    status.device === null ? null : say(deviceNames[status.device]),
    status.dtype,
    status.device === 'webgpu' || status.threads < 1
      ? null
      : say('engine.threads', { count: status.threads }),
  ];
  return facts.filter((fact) => fact !== null).join(say('common.listSeparator'));
}
