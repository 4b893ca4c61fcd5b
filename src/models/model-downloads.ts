import type { ModelDownload, ModelOffer, ModelSelection } from '../contract/model-storage.ts';
import { SpeechError } from '../contract/errors.ts';
import { createAbortError } from '../std/abort.ts';
import type { ModelCatalog } from './catalog/model-catalog.ts';
import type { ModelFile } from './catalog/model-catalog-entry.ts';
import { fetchModel } from './fetch-model.ts';
import { toFiles, toHearingSets, type ModelSet } from './model-set.ts';
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

/** What is downloaded, and whether the mirror may have it. */
interface Found {
  readonly set: ModelSet;
  readonly hasMirror: boolean;
}

interface Running {
  /** Resolves once the catalogue has said what is downloaded. */
  readonly found: Promise<Found>;
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

/** Downloads models that do not speak, when the user asks for them; those that speak are fetched by their engine. */
export class ModelDownloads {
  readonly #parts: ModelDownloadParts;
  readonly #running = new Set<Running>();

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
   * Fetches and verifies all files of a model in one data type, the best one where none is named. Rejects with a
   * `SpeechError` that names the file at fault, or `AbortError`; what has come so far stays stored.
   */
  async fetch(selection: ModelSelection, signal: AbortSignal): Promise<void> {
    const controller = new AbortController();
    const wanted = AbortSignal.any([signal, controller.signal]);
    const found = this.#find(selection, wanted);
    const running = { found, controller, ended: found.then((each) => this.#fetch(each, wanted)) };
    this.#running.add(running);
    try {
      await running.ended;
    } finally {
      this.#running.delete(running);
    }
  }

  /** Ends what is downloaded of a model, or of its weights of one data type, for a reason; resolves when that is over. */
  async end({ model, dtype }: ModelSelection, reason: string): Promise<void> {
    const ending = [...this.#running].map(async ({ found, controller, ended }) => {
      const set = await found.then((each) => each.set).catch(() => null);
      if (set?.model.id !== model || (dtype !== undefined && set.dtype !== dtype)) return;
      controller.abort(createAbortError(reason));
      await ended.catch(() => undefined);
    });
    await Promise.all(ending);
  }

  async #find({ model: name, dtype }: ModelSelection, signal: AbortSignal): Promise<Found> {
    const { models, hasMirror } = await this.#parts.catalog.read(signal);
    const set = toHearingSets(models).find(
      ({ model, dtype: own }) => model.id === name && own === (dtype ?? own),
    );
    if (set !== undefined) return { set, hasMirror };
    const message = `There is no model '${name}' to download.`;
    throw new SpeechError('model_not_found', message, { param: 'model' });
  }

  async #fetch({ set, hasMirror }: Found, signal: AbortSignal): Promise<void> {
    const { store, baseUrl, onProgress, fetchRuntime, hubUrl } = this.#parts;
    let progress: ModelDownload = { model: set.model.id, loadedBytes: 0, totalBytes: 0 };
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
            progress = { ...progress, loadedBytes, totalBytes };
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
