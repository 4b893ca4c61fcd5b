import { SpeechError } from '../../contract/errors.ts';
import type { ModelCatalog } from '../../models/catalog/model-catalog.ts';
import type { ModelFile } from '../../models/catalog/model-catalog-entry.ts';
import type { ModelStore } from '../../models/store/model-store.ts';
import type { SpeakerOptions } from './speaker-session.ts';

/** Which models there are, and where their files are stored. */
export interface StoredSpeakerParts {
  readonly catalog: ModelCatalog;
  readonly store: ModelStore;
}

/** WeSpeaker's file; the other one is the segmentation. */
const EMBEDDING = /voxceleb|wespeaker/i;

/** Returns whether both files lie in the browser's store. */
export async function hasStoredSpeakers(parts: StoredSpeakerParts, signal: AbortSignal): Promise<boolean> {
  const files = await listFiles(parts.catalog, signal);
  return files.length > 1 && parts.store.hasAll(files);
}

/** Opens the stored files. Rejects with `model_not_found` where one is missing. */
export async function openStoredSpeakers(
  { catalog, store }: StoredSpeakerParts,
  signal: AbortSignal,
): Promise<Pick<SpeakerOptions, 'segmentation' | 'embedding'>> {
  const files = await listFiles(catalog, signal);
  const open = async (isWanted: (file: ModelFile) => boolean): Promise<Blob> => {
    const file = files.find(isWanted);
    const blob = file === undefined ? null : await store.open(file);
    if (blob !== null) return blob;
    throw new SpeechError('model_not_found', 'The models that tell speakers apart are not stored whole.');
  };
  return {
    segmentation: await open(({ path }) => !EMBEDDING.test(path)),
    embedding: await open(({ path }) => EMBEDDING.test(path)),
  };
}

/** The files of all models of that kind: a mirror may have one model with both files, or two. */
async function listFiles(catalog: ModelCatalog, signal: AbortSignal): Promise<readonly ModelFile[]> {
  const { models } = await catalog.readKnown(signal);
  return models
    .filter(({ kind }) => kind === 'speakers')
    .flatMap(({ files, weights }) => [...files, ...([...weights.values()][0] ?? [])]);
}
