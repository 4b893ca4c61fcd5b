import type { Dtype, EngineConfig, WeightsOffer } from '../../speech/engine-status.ts';
import { SpeechError } from '../../speech/errors.ts';
import type { ModelEntry } from '../model-catalog-entry.ts';
import { chooseDtype } from './backend-choice.ts';

/** Tells what there is to fetch of a model, and which of it `config` chooses; `stored` lists what need not be fetched. */
export function createWeightsOffer(
  config: EngineConfig,
  model: ModelEntry,
  stored: readonly Dtype[],
): WeightsOffer {
  const smallBytes = model.files.reduce((sum, { bytes }) => sum + bytes, 0);
  const bytes = [...model.weights].map(([dtype, file]) => [dtype, smallBytes + file.bytes] as const);
  return { next: chooseNext(config, model, stored), bytes: Object.fromEntries(bytes) };
}

/** Returns whether two offers are the same. */
export function isSameOffer(one: WeightsOffer | undefined, other: WeightsOffer): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function chooseNext(config: EngineConfig, model: ModelEntry, stored: readonly Dtype[]): Dtype | null {
  try {
    return chooseDtype(config, model, stored);
  } catch (error) {
    if (error instanceof SpeechError) return null;
    throw error;
  }
}
