import { SpeechError } from '../../contract/errors.ts';
import type { Dtype, ModelSummary } from '../../contract/engine-status.ts';
import type { ModelCatalog } from '../../models/catalog/model-catalog.ts';
import type { ModelFile } from '../../models/catalog/model-catalog-entry.ts';
import { findStoredSet } from '../../models/model-set.ts';
import type { ModelStore } from '../../models/store/model-store.ts';
import type { WhisperOptions } from './session/ort-session.ts';

/** Which models there are, and where their files are stored. */
export interface StoredModels {
  readonly catalog: ModelCatalog;
  readonly store: ModelStore;
}

/** Lists the models that hear, those of which every file lies in the browser's store. */
export async function listStoredWhispers(
  { catalog, store }: StoredModels,
  signal: AbortSignal,
): Promise<readonly ModelSummary[]> {
  const { models } = await catalog.readKnown(signal);
  const hearing = models.filter(({ kind }) => kind === 'hearing');
  const sets = await Promise.all(hearing.map((model) => findStoredSet(store, model)));
  return hearing
    .filter((_, index) => sets[index] !== null)
    .map(({ id, name, aliases, created, ownedBy }) => ({ id, name, aliases, created, ownedBy }));
}

/** What is stored of a model, as it is opened, and the data type of its weights. */
export interface StoredWhisper extends Pick<WhisperOptions, 'encoder' | 'decoder' | 'config' | 'files'> {
  readonly dtype: Dtype | null;
}

/**
 * Opens a stored model's files, each looked through for decay. Rejects with `model_not_found` where one is missing; one
 * that decayed is dropped, and then the model is no longer listed.
 */
export async function openStoredWhisper(
  { catalog, store }: StoredModels,
  id: string,
  signal: AbortSignal,
): Promise<StoredWhisper> {
  const { models } = await catalog.readKnown(signal);
  const model = models.find((entry) => entry.kind === 'hearing' && entry.id === id);
  const set = model === undefined ? null : await findStoredSet(store, model);
  const open = async (file: ModelFile | undefined): Promise<Blob> => {
    const blob = file === undefined ? null : await store.check(file, signal);
    if (blob !== null) return blob;
    throw new SpeechError('model_not_found', `The speech-to-text model ${id} is not stored whole.`, {
      param: 'model',
    });
  };
  const read = async (path: string): Promise<string> =>
    (await open(set?.model.files.find((file) => file.path === path))).text();
  return {
    dtype: set?.dtype ?? null,
    encoder: await open(set?.weights.find(({ path }) => path.includes('encoder'))),
    decoder: await open(set?.weights.find(({ path }) => path.includes('decoder'))),
    config: await read('config.json'),
    files: {
      tokenizer: await read('tokenizer.json'),
      tokenizerConfig: await read('tokenizer_config.json'),
      generationConfig: await read('generation_config.json'),
    },
  };
}
