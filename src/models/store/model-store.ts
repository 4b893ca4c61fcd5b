import { readBlobChunks } from '../../std/memory.ts';
import { Scope } from '../../std/scope.ts';
import type { ModelFile } from '../catalog/model-catalog-entry.ts';
import { defaultTuning, type DownloadTuning } from './download-options.ts';
import type { FileArea } from './file-area.ts';
import { FileIntake, type FetchFileOptions } from './file-intake.ts';
import { createFileLock, type FileLock } from './file-lock.ts';
import { toChecksum } from './hash-bytes.ts';
import { createBusyError, createCorruptError } from './storage-error.ts';
import { INFO, parseStoredInfo, type StoredInfo } from './stored-info.ts';
import { openToRead, readSteps } from './sync-file.ts';

interface ModelStoreOptions {
  readonly fetch?: typeof fetch;
  readonly tuning?: Partial<DownloadTuning>;
  readonly lock?: FileLock;
}

/** A file, which may be one that no model knows any more. */
type Removable = Pick<ModelFile, 'sha256'> & Partial<Pick<ModelFile, 'path'>>;

/** Longer than a browser takes to hand a lock on, which may come after the news that its holder is done. */
const RELEASE_MS = 1000;

/** Notes and other small files have other names. */
const HASH = /^[0-9a-f]{64}$/;

/**
 * Keeps verified model files, each under its SHA-256, so that equal files are stored once and a replaced model
 * never mixes with the official one. What is in the store was hashed when it came and is checked for decay on each load.
 */
export class ModelStore {
  readonly #area: FileArea;
  readonly #intake: FileIntake;
  readonly #lock: FileLock;
  /** By hash: what ends the downloads of a file for as long as an import waits for it or runs. */
  readonly #turns = new Map<string, AbortController>();

  constructor(area: FileArea, options: ModelStoreOptions = {}) {
    this.#area = area;
    this.#intake = new FileIntake(area, {
      fetch: options.fetch ?? ((...args) => fetch(...args)),
      tuning: { ...defaultTuning, ...options.tuning },
    });
    this.#lock = options.lock ?? createFileLock();
  }

  /** What the files are kept in. */
  get kind(): FileArea['kind'] {
    return this.#area.kind;
  }

  /** Whether the verified file is there, in its full size. */
  async has(file: ModelFile): Promise<boolean> {
    return (await this.open(file)) !== null;
  }

  /** Whether all of these files are there. */
  async hasAll(files: readonly ModelFile[]): Promise<boolean> {
    return (await Promise.all(files.map((file) => this.has(file)))).every(Boolean);
  }

  /** The verified file as it lies on the disk, or null. */
  async open(file: ModelFile): Promise<Blob | null> {
    const info = await this.#info(file.sha256);
    const blob = info === null ? null : await this.#area.open(file.sha256);
    return blob?.size === file.bytes ? blob : null;
  }

  /** The handle of the file where it lies, for a worker to open; null where there is none. */
  handle(file: ModelFile): Promise<FileSystemFileHandle | null> {
    return this.#area.handle(file.sha256);
  }

  /** The verified file, looked through once more; null where it is not there. One that decayed is removed first. */
  async check(file: ModelFile, signal: AbortSignal): Promise<Blob | null> {
    const blob = await this.open(file);
    if (blob === null) return null;
    if (await this.isSound(file, signal)) return blob;
    await this.dropDamaged(file);
    return null;
  }

  /** Whether a file is there and has not decayed: every byte of it is looked at. */
  async isSound(file: ModelFile, signal: AbortSignal): Promise<boolean> {
    const info = await this.#info(file.sha256);
    const blob = await this.open(file);
    if (info === null || blob === null) return false;
    const handle = await this.handle(file);
    const opened = handle === null ? null : await openToRead(handle);
    try {
      const bytes = opened === null ? readBlobChunks(blob) : readSteps(opened, blob.size);
      return (await toChecksum(bytes, signal)) === info.checksum;
    } finally {
      opened?.close();
    }
  }

  /** Removes a file that decayed, so that it can be fetched again. */
  async dropDamaged(file: ModelFile): Promise<void> {
    console.warn(`The stored ${file.path} was damaged; it is dropped.`);
    await this.remove(file);
  }

  /**
   * Makes sure that the file is there, fetching what is missing of it, and returns whether it did, which includes a look
   * at every byte. No two tabs fetch the same file.
   * Rejects with `model_unavailable` where no source has it, `model_corrupt` where one has another file under its
   * name, and `storage_full`.
   */
  async fetch(file: ModelFile, options: FetchFileOptions): Promise<boolean> {
    let isFresh = false;
    let gaveWay = !(await this.has(file));
    while (gaveWay) {
      gaveWay = await this.#lock(file.sha256, options.signal, async () => {
        // Another tab may have been faster, or the user had the file.
        if (await this.has(file)) return false;
        isFresh = await this.#fetchOrGiveWay(file, options);
        return !isFresh;
      });
    }
    options.onProgress?.(file.bytes);
    return isFresh;
  }

  /**
   * Takes in a file that the user gave, after the same checks; a download of it waits meanwhile. Rejects with
   * `model_corrupt` and `storage_full`.
   */
  async import(file: ModelFile, blob: Blob, signal: AbortSignal): Promise<void> {
    const { sha256, bytes } = file;
    if (blob.size !== bytes) throw createCorruptError(file, 'given', { bytes: blob.size });
    const taking = this.#lock(sha256, signal, async () => {
      if (!(await this.has(file))) await this.#intake.take(file, blob, signal);
    });
    const turn = this.#turn(sha256);
    turn.abort();
    try {
      await taking;
    } finally {
      if (this.#turns.get(sha256) === turn) this.#turns.delete(sha256);
    }
  }

  /** Every verified file, of known models or not. */
  async list(): Promise<readonly StoredInfo[]> {
    const names = await this.#area.names();
    const notes = names.filter((name) => name.endsWith(INFO)).map((name) => name.slice(0, -INFO.length));
    const infos = await Promise.all(
      notes.filter((name) => names.includes(name)).map((name) => this.#info(name)),
    );
    return infos.filter((info) => info !== null);
  }

  /** What there is of files that are not whole, or not verified, of known models or not, and how many bytes each takes. */
  async listUnverified(): Promise<readonly { readonly sha256: string; readonly bytes: number }[]> {
    const verified = new Set((await this.list()).map(({ sha256 }) => sha256));
    const parts = await this.#area.partSizes();
    // A file whose note is gone is of no use, and still takes its room.
    const rest = (await this.#area.names()).filter((name) => !verified.has(name));
    const names = [...new Set([...parts.keys(), ...rest])].filter((name) => HASH.test(name));
    return Promise.all(
      names.map(async (sha256) => ({
        sha256,
        bytes: (parts.get(sha256) ?? 0) + ((await this.#area.open(sha256))?.size ?? 0),
      })),
    );
  }

  /** How many of the file's bytes are there, verified or not. */
  async heldBytes(file: ModelFile): Promise<number> {
    return (await this.has(file)) ? file.bytes : this.#area.partBytes(file.sha256);
  }

  /** Whether a file is being fetched or taken in here. */
  isComing({ sha256 }: ModelFile): boolean {
    return this.#turns.has(sha256);
  }

  /**
   * Removes files, all or none. Rejects with `model_loading` where one of them is being fetched or taken in, here or by
   * another page, which may take for ever; else calls `leave`, and waits for it, before the first goes.
   */
  async removeFree(files: readonly Removable[], leave?: () => Promise<void>): Promise<void> {
    const [file, ...others] = files;
    if (file === undefined) return leave?.();
    const scope = new Scope();
    const late = new AbortController();
    scope.timeout(() => late.abort(), RELEASE_MS);
    try {
      await this.#lock(file.sha256, late.signal, async () => {
        scope.dispose();
        await this.removeFree(others, leave);
        await this.remove(file);
      });
    } catch (error) {
      throw late.signal.aborted ? createBusyError(file) : error;
    } finally {
      scope.dispose();
    }
  }

  /** Removes a file and what there is of it in parts. */
  async remove(file: Removable): Promise<void> {
    // Where the file cannot be removed, as while a session reads it, it must stay known, to be removed later.
    await this.#area.remove(file.sha256);
    await this.#area.remove(file.sha256 + INFO);
  }

  async #info(sha256: string): Promise<StoredInfo | null> {
    const blob = await this.#area.open(sha256 + INFO);
    return blob === null ? null : parseStoredInfo(await blob.text());
  }

  /** Fetches a file, and returns whether it is there now: an import of the same file goes first. */
  async #fetchOrGiveWay(file: ModelFile, options: FetchFileOptions): Promise<boolean> {
    const turn = this.#turn(file.sha256);
    try {
      const signal = AbortSignal.any([options.signal, turn.signal]);
      await this.#intake.fetch(file, { ...options, signal });
      return true;
    } catch (error) {
      if (options.signal.aborted || !turn.signal.aborted) throw error;
      return false;
    } finally {
      if (!turn.signal.aborted) this.#turns.delete(file.sha256);
    }
  }

  #turn(sha256: string): AbortController {
    const turn = this.#turns.get(sha256) ?? new AbortController();
    this.#turns.set(sha256, turn);
    return turn;
  }
}
