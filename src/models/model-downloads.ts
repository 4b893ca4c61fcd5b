import type { ModelDownload, ModelOffer, ModelSelection } from '../contract/model-storage.ts';
import { SpeechError } from '../contract/errors.ts';
import type { ModelCatalog } from './catalog/model-catalog.ts';
import type { ModelFile } from './catalog/model-catalog-entry.ts';
import { fetchModel } from './fetch-model.ts';
import { toFiles, toHearingSets } from './model-set.ts';
import { createHub, createMirror } from './store/model-sources.ts';
import type { ModelStore } from './store/model-store.ts';

interface ModelDownloadParts {
  readonly catalog: ModelCatalog;
  readonly store: ModelStore;
  /** Where the app's files lie, absolute, with a slash at the end; the mirror is below it. */
  readonly baseUrl: string;
  /** Fetches what a model is run with, for use offline. */
  readonly fetchRuntime: (signal: AbortSignal) => Promise<void>;
  readonly onProgress: (download: ModelDownload) => void;
  /** Null asks the mirror alone. */
  readonly hubUrl?: string | null;
}

/** Downloads models that do not speak, when the user asks for them; those that speak are fetched by their engine. */
export class ModelDownloads {
  readonly #parts: ModelDownloadParts;

  constructor(parts: ModelDownloadParts) {
    this.#parts = parts;
  }

  /** Lists what can be downloaded, and how much of it is stored. */
  async offers(signal: AbortSignal): Promise<readonly ModelOffer[]> {
    const { models } = await this.#parts.catalog.read(signal);
    return Promise.all(
      toHearingSets(models).map(async (set) => {
        const { id, name, kind, files } = set.model;
        const all = toFiles(set);
        const held = await Promise.all(all.map((file) => this.#parts.store.heldBytes(file)));
        // Small files may be those of another model; this one's download has not begun then.
        const hasBegun = held.slice(files.length).some((bytes) => bytes > 0);
        const heldBytes = hasBegun ? held.reduce(add, 0) : 0;
        return { model: id, name, kind, dtype: set.dtype, bytes: toBytes(all), heldBytes };
      }),
    );
  }

  /**
   * Fetches and verifies all files of a model in one data type. Rejects with a `SpeechError` that names the file at
   * fault, or `AbortError`; what has come so far stays stored.
   */
  async fetch({ model: name, dtype }: ModelSelection, signal: AbortSignal): Promise<void> {
    const { catalog, store, baseUrl, onProgress, fetchRuntime, hubUrl } = this.#parts;
    const { models, hasMirror } = await catalog.read(signal);
    const set = toHearingSets(models).find(
      ({ model, dtype: own }) => model.id === name && own === (dtype ?? own),
    );
    if (set === undefined) {
      const message = `There is no model '${name}' to download.`;
      throw new SpeechError('model_not_found', message, { param: 'model' });
    }
    let progress: ModelDownload = { model: name, loadedBytes: 0, totalBytes: 0 };
    try {
      await fetchModel(
        { files: set.model.files, weights: set.weights },
        {
          store,
          sources: [
            ...(hasMirror ? [createMirror(baseUrl)] : []),
            ...(hubUrl === null ? [] : [createHub(hubUrl)]),
          ],
          onProgress: (loadedBytes, totalBytes) => {
            progress = { model: name, loadedBytes, totalBytes };
            onProgress(progress);
          },
          signal,
        },
      );
      await fetchRuntime(signal);
    } finally {
      // Other pages show it, too.
      onProgress({ ...progress, isOver: true });
    }
  }
}

function toBytes(files: readonly ModelFile[]): number {
  return files.map(({ bytes }) => bytes).reduce(add, 0);
}

function add(one: number, other: number): number {
  return one + other;
}
