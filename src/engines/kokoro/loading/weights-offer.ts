import type { Dtype, EngineConfig, WeightsOffer } from '../../../contract/engine-status.ts';
import { SpeechError } from '../../../contract/errors.ts';
import type { ModelEntry } from '../../../models/catalog/model-catalog-entry.ts';
import { isOfficialWeights } from '../../../models/catalog/model-catalog.ts';
import { chooseDtype } from './backend-choice.ts';

/** What an offer is made from. */
export interface OfferFacts {
  readonly model: ModelEntry;
  /** The weights that need not be fetched. */
  readonly stored: readonly Dtype[];
  /** The offer so far. */
  readonly known: WeightsOffer | undefined;
}

/** Tells what there is to fetch of a model, and which of it `config` chooses; the known offer where nothing changed. */
export function createWeightsOffer(config: EngineConfig, { model, stored, known }: OfferFacts): WeightsOffer {
  const smallBytes = model.files.reduce((sum, { bytes }) => sum + bytes, 0);
  const bytes = [...model.weights].map(([dtype, file]) => [dtype, smallBytes + file.bytes] as const);
  const next = chooseNext(config, model, stored);
  const file = next === null ? undefined : model.weights.get(next);
  const isOfficial = file === undefined ? null : isOfficialWeights(file.sha256);
  const offer: WeightsOffer = { next, isOfficial, bytes: Object.fromEntries(bytes) };
  return known !== undefined && JSON.stringify(known) === JSON.stringify(offer) ? known : offer;
}

function chooseNext(config: EngineConfig, model: ModelEntry, stored: readonly Dtype[]): Dtype | null {
  try {
    return chooseDtype(config, model, stored);
  } catch (error) {
    if (error instanceof SpeechError) return null;
    throw error;
  }
}
