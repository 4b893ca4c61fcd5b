import type { Dtype, EngineConfig, WeightsOffer } from '../../../contract/engine-status.ts';
import { SpeechError } from '../../../contract/errors.ts';
import type { ModelEntry, ModelFile } from '../../../models/catalog/model-catalog-entry.ts';
import type { ModelStore } from '../../../models/store/model-store.ts';
import { isOfficialWeights } from '../../../models/catalog/model-catalog.ts';
import { chooseDtype } from './backend-choice.ts';

/** What an offer is made from. */
export interface OfferFacts {
  readonly model: ModelEntry;
  /** The weights that need not be fetched. */
  readonly stored: readonly Dtype[];
  readonly store: Pick<ModelStore, 'heldBytes'>;
  /** The offer so far. */
  readonly known: WeightsOffer | undefined;
}

/**
 * Returns what there is to fetch of a model, and which of it `config` chooses; the known offer where nothing changed.
 */
export async function createWeightsOffer(
  config: EngineConfig,
  { model, stored, store, known }: OfferFacts,
): Promise<WeightsOffer> {
  const bytes = [...model.weights].map(
    ([dtype, set]) => [dtype, sumBytes([...model.files, ...set])] as const,
  );
  const next = chooseNext(config, model, stored);
  const files = next === null ? undefined : model.weights.get(next);
  const isOfficial = files?.every(({ sha256 }) => isOfficialWeights(sha256)) ?? null;
  const held = await Promise.all((files ?? []).map((file) => store.heldBytes(file)));
  const heldBytes = held.reduce((sum, count) => sum + count, 0);
  const offer: WeightsOffer = {
    ...{ next, isOfficial, bytes: Object.fromEntries(bytes) },
    ...(heldBytes > 0 ? { heldBytes } : {}),
  };
  return known !== undefined && JSON.stringify(known) === JSON.stringify(offer) ? known : offer;
}

function sumBytes(files: readonly ModelFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

function chooseNext(config: EngineConfig, model: ModelEntry, stored: readonly Dtype[]): Dtype | null {
  try {
    return chooseDtype(config, model, stored);
  } catch (error) {
    if (error instanceof SpeechError) return null;
    throw error;
  }
}
