import type { Dtype } from '../contract/engine-status.ts';
import { hearingDtypes } from '../contract/model-storage.ts';
import type { ModelEntry, ModelFile } from './catalog/model-catalog-entry.ts';
import type { ModelStore } from './store/model-store.ts';

/** A model in one data type: what can be downloaded, stored and deleted for itself. */
export interface ModelSet {
  readonly model: ModelEntry;
  readonly dtype: Dtype;
  readonly weights: readonly ModelFile[];
}

/** Lists the models in each of their data types. */
export function toSets(models: readonly ModelEntry[]): readonly ModelSet[] {
  return models.flatMap((model) => [...model.weights].map(([dtype, weights]) => ({ model, dtype, weights })));
}

/** Lists the files that a set needs: its model's small ones, and the weights. */
export function toFiles({ model, weights }: ModelSet): readonly ModelFile[] {
  return [...model.files, ...weights];
}

/** Lists what of the models that do not speak can be run, of each the best data type first. */
export function toHearingSets(models: readonly ModelEntry[]): readonly ModelSet[] {
  const listening = models.filter(({ kind }) => kind !== 'speech');
  return listening.flatMap((model) =>
    hearingDtypes.flatMap((dtype) => {
      const weights = model.weights.get(dtype);
      return weights === undefined ? [] : [{ model, dtype, weights }];
    }),
  );
}

/** Finds the best set of a model that does not speak of which every file lies in the store; null where there is none. */
export async function findStoredSet(store: ModelStore, model: ModelEntry): Promise<ModelSet | null> {
  for (const set of toHearingSets([model])) if (await store.hasAll(toFiles(set))) return set;
  return null;
}

/**
 * Finds what others of `all` need, too, of what these sets are made of, as hashes. Equal files are stored once, and models of
 * one family share some. Another set counts where weights of it are held, and anything that these sets lack: else it is
 * only another name for the same files. `held` has the hashes of all files that are stored, whole or in part.
 */
export function toSharedHashes(
  sets: readonly ModelSet[],
  all: readonly ModelSet[],
  held: ReadonlySet<string>,
): ReadonlySet<string> {
  const own = new Set(sets.flatMap(toHashes));
  const others = all.filter(
    (set) =>
      !sets.includes(set) &&
      set.weights.some(({ sha256 }) => held.has(sha256)) &&
      toHashes(set).some((sha256) => held.has(sha256) && !own.has(sha256)),
  );
  return new Set(others.flatMap(toHashes).filter((sha256) => own.has(sha256)));
}

function toHashes(set: ModelSet): readonly string[] {
  return toFiles(set).map(({ sha256 }) => sha256);
}
