import { SpeechError } from '../../contract/errors.ts';
import type { ModelCatalog } from '../../models/catalog/model-catalog.ts';
import type { ModelFile } from '../../models/catalog/model-catalog-entry.ts';
import { findStoredSet, toFiles } from '../../models/model-set.ts';
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
  return (await listStored(parts, signal)).length > 1;
}

/**
 * Opens the stored files, each looked through for decay. Rejects with `model_not_found` where one is missing; one that
 * decayed is dropped.
 */
export async function openStoredSpeakers(
  parts: StoredSpeakerParts,
  signal: AbortSignal,
): Promise<Pick<SpeakerOptions, 'segmentation' | 'embedding'>> {
  const files = await listStored(parts, signal);
  const open = async (isWanted: (file: ModelFile) => boolean): Promise<Blob> => {
    const file = files.find(isWanted);
    const blob = file === undefined ? null : await parts.store.check(file, signal);
    if (blob !== null) return blob;
    throw new SpeechError('model_not_found', 'The models that tell speakers apart are not stored whole.');
  };
  return {
    segmentation: await open(({ path }) => !EMBEDDING.test(path)),
    embedding: await open(({ path }) => EMBEDDING.test(path)),
  };
}

/**
 * The files of all models of that kind, none where one of them is not stored whole: a mirror may have one model with
 * both files, or two.
 */
async function listStored(
  { catalog, store }: StoredSpeakerParts,
  signal: AbortSignal,
): Promise<readonly ModelFile[]> {
  const { models } = await catalog.readKnown(signal);
  const speaking = models.filter(({ kind }) => kind === 'speakers');
  const sets = await Promise.all(speaking.map((model) => findStoredSet(store, model)));
  return sets.every((set) => set !== null) ? sets.flatMap(toFiles) : [];
}
