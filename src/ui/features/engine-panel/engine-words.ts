import type { Dtype, EngineConfig, EngineStatus, WeightsOffer } from '../../../contract/engine-status.ts';
import { OFFICIAL_WEIGHTS } from '../../store/selectors.ts';
import type { Problem } from '../../store/problem.ts';
import type { MessageKey } from '../../words/messages.ts';
import type { Words } from '../../words/words.ts';

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
export function toWeightsChoices(
  weights: WeightsOffer = OFFICIAL_WEIGHTS,
  { say, bytes }: Words,
): WeightsChoice[] {
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

/** Names the problem of an engine that failed, whichever tab had it load. */
export function toLoadProblem({ error, errorCode }: EngineStatus, { say }: Words): Problem {
  return { code: errorCode ?? 'unknown', detail: error ?? say('engine.loadFailed') };
}
