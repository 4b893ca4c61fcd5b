import type { Dtype, EngineConfig, EngineStatus, WeightsOffer } from '../../../contract/engine-status.ts';
import type { AppState } from '../../store/state.ts';
import type { MessageKey } from '../../words/messages.ts';
import type { Words } from '../../words/words.ts';

/** What Kokoro comes in where the engine has not said so yet: the hub's files. */
const OFFICIAL: WeightsOffer = {
  next: 'q8',
  isOfficial: true,
  bytes: { fp32: 325_535_825, fp16: 163_238_394, q8: 92_364_709 },
};

/** Says how much a download of Kokoro is: one that runs, else what the next load would fetch. */
export function toDownloadSize({ engine, settings, words }: AppState): string {
  const { totalBytes = 0, weights = OFFICIAL } = engine ?? {};
  if (totalBytes > 0) return words.bytes(totalBytes);
  const dtype = weights.next ?? (settings.dtype === 'auto' ? 'q8' : settings.dtype);
  return words.bytes(weights.bytes[dtype] ?? 0);
}

/** A choice of weights, in words. */
export interface WeightsChoice {
  readonly value: EngineConfig['dtype'];
  readonly label: string;
}

const choiceKeys = [
  ['q8', 'engine.smallPrecision'],
  ['fp16', 'engine.halfPrecision'],
  ['fp32', 'engine.fullPrecision'],
] as const satisfies readonly (readonly [Dtype, MessageKey])[];

/** Lists the weights that can be chosen, each with its size, and first the engine's own choice. */
export function toWeightsChoices(weights: WeightsOffer = OFFICIAL, { say, bytes }: Words): WeightsChoice[] {
  const choices = choiceKeys.flatMap(([value, key]) => {
    const size = weights.bytes[value];
    return size === undefined ? [] : [{ value, label: say(key, { size: bytes(size) }) }];
  });
  return [{ value: 'auto', label: say('common.automatic') }, ...choices];
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

/** Returns why ONNX Runtime computes the model on the processor in place of the kernels; null where it does not. */
export function toSlowReason({ state, device, generator }: EngineStatus): string | null {
  if (state !== 'ready' || device !== 'wasm' || generator?.by !== 'onnxruntime') return null;
  return generator.reason;
}
