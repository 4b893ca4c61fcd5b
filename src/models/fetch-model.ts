import type { ModelFile } from './catalog/model-catalog-entry.ts';
import type { ModelSource } from './store/model-sources.ts';
import type { ModelStore } from './store/model-store.ts';

/** The files of a model in one data type. */
export interface ModelFiles {
  /** What every data type needs. */
  readonly files: readonly ModelFile[];
  readonly weights: readonly ModelFile[];
}

/** Where the files of a model come from, tried in the order of `sources`, and where they are stored. */
export interface FetchModelOptions {
  readonly store: ModelStore;
  readonly sources: readonly ModelSource[];
  /** Reports how many bytes of all files are held, and how many there are. */
  readonly onProgress: (loadedBytes: number, totalBytes: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Fetches all files of a model, one after another, and looks its weights through for decay. Rejects with a `SpeechError`
 * that names the file at fault, or `AbortError`; what has come so far stays stored.
 */
export async function fetchModel(model: ModelFiles, options: FetchModelOptions): Promise<void> {
  const fresh = await fetchFiles(model, options);
  for (const file of model.weights) {
    if (fresh.has(file)) continue;
    // One that decayed is dropped by the store, and fetched again.
    while ((await options.store.check(file, options.signal)) === null) await fetchFiles(model, options);
  }
}

/**
 * Fetches those files of a model that are not stored, as `fetchModel` does, and returns them: each byte of theirs was
 * looked at. Others were looked at when they came, and may have decayed since.
 */
export async function fetchFiles(
  { files, weights }: ModelFiles,
  { store, sources, onProgress, signal }: FetchModelOptions,
): Promise<ReadonlySet<ModelFile>> {
  const all = [...files, ...weights];
  const held = new Map<ModelFile, number>();
  const totalBytes = all.reduce((sum, file) => sum + file.bytes, 0);
  const fetchFile = (file: ModelFile): Promise<boolean> =>
    store.fetch(file, {
      sources,
      signal,
      onProgress: (heldBytes) => {
        held.set(file, heldBytes);
        onProgress(
          [...held.values()].reduce((sum, bytes) => sum + bytes, 0),
          totalBytes,
        );
      },
    });
  const fresh = new Set<ModelFile>();
  for (const file of all) if (await fetchFile(file)) fresh.add(file);
  return fresh;
}
