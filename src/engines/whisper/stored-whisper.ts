import { SpeechError } from '../../contract/errors.ts';
import type { ModelSummary } from '../../contract/engine-status.ts';
import type { ModelCatalog } from '../../models/catalog/model-catalog.ts';
import type { ModelEntry, ModelFile } from '../../models/catalog/model-catalog-entry.ts';
import type { ModelStore } from '../../models/store/model-store.ts';
import type { WhisperOptions } from './session/ort-session.ts';

/** Which models there are, and where their files are stored. */
export interface StoredModels {
  readonly catalog: ModelCatalog;
  readonly store: ModelStore;
}

/** What the processor computes with. */
const DTYPE = 'q8';

/** Lists the models that hear, those of which every file lies in the browser's store. */
export async function listStoredWhispers(
  { catalog, store }: StoredModels,
  signal: AbortSignal,
): Promise<readonly ModelSummary[]> {
  const { models } = await catalog.readKnown(signal);
  const hearing = models.filter(({ kind }) => kind === 'hearing');
  const isStored = await Promise.all(hearing.map((model) => store.hasAll(toFiles(model))));
  return hearing
    .filter((model, index) => toWeights(model).length > 0 && isStored[index])
    .map(({ id, name, aliases, created, ownedBy }) => ({ id, name, aliases, created, ownedBy }));
}

/** Opens a stored model's files. Rejects with `model_not_found` where one is missing. */
export async function openStoredWhisper(
  { catalog, store }: StoredModels,
  id: string,
  signal: AbortSignal,
): Promise<Pick<WhisperOptions, 'encoder' | 'decoder' | 'config' | 'files'>> {
  const { models } = await catalog.readKnown(signal);
  const model = models.find((entry) => entry.kind === 'hearing' && entry.id === id);
  const open = async (file: ModelFile | undefined): Promise<Blob> => {
    const blob = file === undefined ? null : await store.open(file);
    if (blob !== null) return blob;
    throw new SpeechError('model_not_found', `The speech-to-text model ${id} is not stored whole.`, {
      param: 'model',
    });
  };
  const read = async (path: string): Promise<string> =>
    (await open(model?.files.find((file) => file.path === path))).text();
  const weights = model === undefined ? [] : toWeights(model);
  return {
    encoder: await open(weights.find(({ path }) => path.includes('encoder'))),
    decoder: await open(weights.find(({ path }) => path.includes('decoder'))),
    config: await read('config.json'),
    files: {
      tokenizer: await read('tokenizer.json'),
      tokenizerConfig: await read('tokenizer_config.json'),
      generationConfig: await read('generation_config.json'),
    },
  };
}

function toWeights({ weights }: ModelEntry): readonly ModelFile[] {
  return weights.get(DTYPE) ?? [];
}

function toFiles(model: ModelEntry): readonly ModelFile[] {
  return [...model.files, ...toWeights(model)];
}
