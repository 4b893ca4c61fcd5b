import type { Dtype } from '../contract/engine-status.ts';
import type {
  ExportedFile,
  ImportReport,
  ModelSelection,
  StorageReport,
  StoredFile,
} from '../contract/model-storage.ts';
import { SpeechError } from '../contract/errors.ts';
import { readBlobChunks } from '../std/memory.ts';
import { findModel, type ModelCatalog } from './catalog/model-catalog.ts';
import { toResolvePath, type ModelEntry, type ModelFile } from './catalog/model-catalog-entry.ts';
import { toFiles, toSets, toSharedHashes, type ModelSet } from './model-set.ts';
import { hashBytes } from './store/hash-bytes.ts';
import type { ModelStore } from './store/model-store.ts';
import { findStorageManager } from './store/storage-error.ts';

interface KnownFile {
  readonly model: ModelEntry;
  readonly dtype: Dtype | null;
  readonly file: ModelFile;
}

interface RemoveOptions {
  readonly signal: AbortSignal;
  /** Takes the model out of memory. */
  readonly leave?: () => Promise<void>;
}

/** Shows and changes what the store holds, model by model; for the user's own hands. */
export class ModelStorage {
  readonly #catalog: ModelCatalog;
  readonly #store: ModelStore;
  readonly #fetchRuntime: (signal: AbortSignal) => Promise<void>;

  /** `fetchRuntime` fetches what an imported model is run with, for use offline. */
  constructor(
    catalog: ModelCatalog,
    store: ModelStore,
    fetchRuntime: (signal: AbortSignal) => Promise<void>,
  ) {
    this.#catalog = catalog;
    this.#store = store;
    this.#fetchRuntime = fetchRuntime;
  }

  /** Everything that is stored, whole or in part, files that no model knows any more included. */
  async report(signal: AbortSignal): Promise<StorageReport> {
    const { models } = await this.#catalog.read(signal);
    const sets = toSets(models);
    const held = await this.#held(sets);
    const known = toKnown(sets.filter((set) => isThere(set, sets, held)));
    const storage = findStorageManager();
    const estimate = await storage?.estimate().catch(() => undefined);
    return {
      kind: this.#store.kind,
      files: [...toHeld(known.map((file) => toStored(file, held))), ...(await this.#strays(sets))],
      usedBytes: estimate?.usage ?? null,
      quotaBytes: estimate?.quota ?? null,
      isPersistent: (await storage?.persisted().catch(() => null)) ?? null,
    };
  }

  /**
   * Removes weights of a model; with the last of them, or with no data type named, its small files too. What another
   * model needs as well stays, and what goes with weights that are being fetched. Rejects with `model_loading` where a file
   * that is to go is being fetched or taken in; then none goes. Else `leave` is called before the first goes.
   */
  async remove({ model: name, dtype }: ModelSelection, { signal, leave }: RemoveOptions): Promise<void> {
    const { models } = await this.#catalog.read(signal);
    const model = findModel(models, name);
    const sets = toSets(models);
    const going = sets.filter((set) => set.model === model && (dtype === undefined || set.dtype === dtype));
    const held = new Set((await this.#held(sets)).keys());
    for (const file of sets.flatMap(toFiles)) if (this.#store.isComing(file)) held.add(file.sha256);
    const kept = toSharedHashes(going, sets, held);
    const files = new Map(going.flatMap(toFiles).map((file) => [file.sha256, file]));
    const free = [...files.values()].filter(({ sha256 }) => !kept.has(sha256));
    await this.#store.removeFree(free, leave);
  }

  /**
   * Removes a file by its hash, such as one that no model knows any more. Rejects with `model_loading` while it is being
   * fetched.
   */
  async removeFile(sha256: string): Promise<void> {
    await this.#store.removeFree([{ sha256 }]);
  }

  /** Takes in files that the user has, whatever their names: the hash says what each one is. */
  async import(files: readonly File[], signal: AbortSignal): Promise<ImportReport> {
    const known = toKnown(toSets((await this.#catalog.read(signal)).models));
    const imported: ImportReport['imported'][number][] = [];
    const refused: ImportReport['refused'][number][] = [];
    for (const given of files) {
      try {
        const { model, file } = await recognise(given, known, signal);
        await this.#store.import(file, given, signal);
        imported.push({ name: given.name, model: model.id, path: file.path });
      } catch (error) {
        signal.throwIfAborted();
        // The others may still fit, or be readable.
        refused.push({ name: given.name, reason: error instanceof Error ? error.message : String(error) });
      }
    }
    if (imported.length > 0) await this.#fetchRuntime(signal).catch(warnUnlessAborted(signal));
    return { imported, refused };
  }

  /** The stored files of a model, laid out as a mirror has them. */
  async export(
    { model: name, dtype }: ModelSelection,
    signal: AbortSignal,
  ): Promise<readonly ExportedFile[]> {
    const { models } = await this.#catalog.read(signal);
    const model = findModel(models, name);
    const weights = [...model.weights].filter(([other]) => dtype === undefined || other === dtype);
    const files = [...model.files, ...weights.flatMap(([, set]) => set)];
    const blobs = await Promise.all(files.map((file) => this.#store.open(file)));
    return files.flatMap((file, index) => {
      const blob = blobs[index];
      return blob ? [{ path: toResolvePath(file), blob }] : [];
    });
  }

  /** How many bytes are there of each file of which there are any, by its hash. */
  async #held(sets: readonly ModelSet[]): Promise<ReadonlyMap<string, number>> {
    const files = new Map(sets.flatMap(toFiles).map((file) => [file.sha256, file]));
    const entries = await Promise.all(
      [...files].map(async ([sha256, file]) => [sha256, await this.#store.heldBytes(file)] as const),
    );
    return new Map(entries.filter(([, bytes]) => bytes > 0));
  }

  async #strays(sets: readonly ModelSet[]): Promise<readonly StoredFile[]> {
    const known = new Set(sets.flatMap(toFiles).map(({ sha256 }) => sha256));
    const whole = await this.#store.list();
    const rest = await this.#store.listUnverified();
    return [...whole, ...rest.map(({ sha256, bytes }) => ({ path: sha256, sha256, bytes }))]
      .filter(({ sha256 }) => !known.has(sha256))
      .map(({ path, sha256, bytes }) => ({
        ...{ model: null, kind: null, dtype: null, path, sha256, bytes },
        heldBytes: bytes,
      }));
  }
}

/** Whether anything of a set is held for its own sake: what it shares with a model that is there says nothing of it. */
function isThere(set: ModelSet, all: readonly ModelSet[], held: ReadonlyMap<string, number>): boolean {
  const shared = toSharedHashes([set], all, new Set(held.keys()));
  return toFiles(set).some(({ sha256 }) => held.has(sha256) && !shared.has(sha256));
}

/** The files of sets: the small ones of each model once, and then its weights. */
function toKnown(sets: readonly ModelSet[]): readonly KnownFile[] {
  return sets.flatMap(({ model, dtype, weights }, index) => [
    ...(sets[index - 1]?.model === model ? [] : model.files.map((file) => ({ model, dtype: null, file }))),
    ...weights.map((file) => ({ model, dtype, file })),
  ]);
}

function toStored({ model, dtype, file }: KnownFile, held: ReadonlyMap<string, number>): StoredFile {
  const { path, sha256, bytes } = file;
  return {
    ...{ model: model.id, kind: model.kind, dtype, path, sha256, bytes },
    heldBytes: held.get(sha256) ?? 0,
  };
}

/** Leaves out what is not held at all, but not a part of weights of which another part is. */
function toHeld(files: readonly StoredFile[]): readonly StoredFile[] {
  const isHeld = ({ heldBytes }: StoredFile): boolean => heldBytes > 0;
  return files.filter(
    (file) =>
      isHeld(file) ||
      (file.dtype !== null &&
        files.some((other) => other.model === file.model && other.dtype === file.dtype && isHeld(other))),
  );
}

/** Finds out which known file this is. Throws `model_corrupt`, saying what was expected where the name gives a hint. */
async function recognise(given: File, known: readonly KnownFile[], signal: AbortSignal): Promise<KnownFile> {
  const sameSize = known.filter(({ file }) => file.bytes === given.size);
  const sha256 = sameSize.length === 0 ? null : (await hashBytes(readBlobChunks(given), signal)).sha256;
  const match = sameSize.find(({ file }) => file.sha256 === sha256);
  if (match !== undefined) return match;
  const came = `${given.size} bytes${sha256 === null ? '' : ` with SHA-256 ${sha256}`}`;
  const namesakes = known
    .filter(({ file }) => file.path.split('/').at(-1) === given.name)
    .map(
      ({ model, file }) => `${file.path} of ${model.name}, ${file.bytes} bytes with SHA-256 ${file.sha256}`,
    );
  const expected = namesakes.length === 0 ? '' : `; expected ${namesakes.join(', or ')}`;
  throw new SpeechError('model_corrupt', `It is no file of a known model: came ${came}${expected}.`);
}

/** The files are in, which is what was asked for; the rest comes when the model is loaded. */
function warnUnlessAborted(signal: AbortSignal): (error: unknown) => void {
  return (error) => {
    signal.throwIfAborted();
    console.warn('What the imported model is run with was not fetched', error);
  };
}
