import { readBlobChunks } from '../../std/memory.ts';
import type { ModelFile } from '../catalog/model-catalog-entry.ts';
import { defaultTuning, type DownloadTuning } from './download-options.ts';
import { download } from './download.ts';
import type { FileArea, PartFile } from './file-area.ts';
import {
  checkRoom,
  createCorruptError,
  createUnavailableError,
  isDenied,
  isEvicted,
  toStorageError,
} from './storage-error.ts';
import { createFileLock, type FileLock } from './file-lock.ts';
import { hashBytes, toChecksum } from './hash-bytes.ts';
import type { ModelSource } from './model-sources.ts';
import { openToRead, readSteps } from './sync-file.ts';
import { createStoredInfo, parseStoredInfo, type StoredInfo } from './stored-info.ts';

interface ModelStoreOptions {
  readonly fetch?: typeof fetch;
  readonly tuning?: Partial<DownloadTuning>;
  readonly lock?: FileLock;
}

interface FetchFileOptions {
  /** Asked in this order, when the store does not have the file. */
  readonly sources: readonly ModelSource[];
  readonly signal: AbortSignal;
  /** Is called with the number of the file's bytes that are stored. */
  readonly onProgress?: (heldBytes: number) => void;
}

const INFO = '.json';

/**
 * Keeps verified model files, each under its SHA-256, so that equal files are stored once and a replaced model
 * never mixes with the official one. What is in the store was hashed when it came and is checked for decay on each load.
 */
export class ModelStore {
  readonly #area: FileArea;
  readonly #fetch: typeof fetch;
  readonly #tuning: DownloadTuning;
  readonly #lock: FileLock;

  constructor(area: FileArea, options: ModelStoreOptions = {}) {
    this.#area = area;
    this.#fetch = options.fetch ?? ((...args) => fetch(...args));
    this.#tuning = { ...defaultTuning, ...options.tuning };
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
    if (!(await this.has(file))) {
      await this.#lock(file.sha256, options.signal, async () => {
        // Another tab may have been faster.
        if (await this.has(file)) return;
        await this.#fetchLocked(file, options);
        isFresh = true;
      });
    }
    options.onProgress?.(file.bytes);
    return isFresh;
  }

  /** Takes in a file that the user gave, after the same checks. Rejects with `model_corrupt`. */
  async import(file: ModelFile, blob: Blob, signal: AbortSignal): Promise<void> {
    if (blob.size !== file.bytes) throw createCorruptError(file, 'given', { bytes: blob.size });
    await this.#lock(file.sha256, signal, async () => {
      if (await this.has(file)) return;
      await this.#withPart(file, async (part) => {
        for (const { start, end } of part.held.missing(0, file.bytes, file.bytes)) {
          let position = start;
          for await (const bytes of readBlobChunks(blob.slice(start, end))) {
            signal.throwIfAborted();
            await part.write(position, bytes);
            position += bytes.byteLength;
          }
        }
        await this.#verify(part, file, { origin: 'given', signal });
      });
    });
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

  /** How many of the file's bytes are there, verified or not. */
  async heldBytes(file: ModelFile): Promise<number> {
    return (await this.has(file)) ? file.bytes : this.#area.partBytes(file.sha256);
  }

  /** Removes a file when nobody is fetching it any more. */
  async removeWhenFree(file: Pick<ModelFile, 'sha256'>, signal: AbortSignal): Promise<void> {
    await this.#lock(file.sha256, signal, () => this.remove(file));
  }

  /** Removes a file and what there is of it in parts. */
  async remove(file: Pick<ModelFile, 'sha256'>): Promise<void> {
    await this.#area.remove(file.sha256 + INFO);
    await this.#area.remove(file.sha256);
  }

  async #info(sha256: string): Promise<StoredInfo | null> {
    const blob = await this.#area.open(sha256 + INFO);
    return blob === null ? null : parseStoredInfo(await blob.text());
  }

  async #fetchLocked(file: ModelFile, options: FetchFileOptions): Promise<void> {
    let wasLost = false;
    let isWhole = false;
    while (!isWhole) {
      const fetched = this.#withPart(file, async (part) => {
        const heldBefore = part.held.byteCount;
        await checkRoom(file.path, file.bytes - heldBefore);
        const origin = await this.#download(part, file, options);
        // What an earlier visit left may be to blame; then one more try, from nothing, decides.
        const mayRetry = heldBefore > 0;
        return this.#verify(part, file, { origin, signal: options.signal, mayRetry });
      });
      isWhole = await fetched.catch((error: unknown) => {
        if (wasLost || !(isEvicted(error) || isDenied(error))) throw error;
        wasLost = true;
        return false;
      });
    }
  }

  /** Goes through the sources until the part is complete; returns where its last bytes came from. */
  async #download(part: PartFile, file: ModelFile, options: FetchFileOptions): Promise<string> {
    const { signal, onProgress } = options;
    const reasons: string[] = [];
    for (const source of options.sources) {
      const url = source.toUrl(file);
      const outcome = await download(part, {
        ...{ url, signal, fetch: this.#fetch, tuning: this.#tuning },
        fileBytes: file.bytes,
        onProgress: () => onProgress?.(part.held.byteCount),
      });
      if (outcome.kind === 'whole') return url;
      if (outcome.kind === 'other-size') {
        await part.discard();
        throw createCorruptError(file, url, outcome);
      }
      reasons.push(`the ${source.name} (${url}): ${outcome.reason}`);
    }
    throw createUnavailableError(file, reasons);
  }

  async #withPart<T>(file: ModelFile, job: (part: PartFile) => Promise<T>): Promise<T> {
    const part = await this.#area.openPart(file.sha256);
    try {
      return await job(part);
    } catch (error) {
      throw toStorageError(error, file.path, file.bytes);
    } finally {
      // Without room for even the account of what came, the job has failed already and said why.
      await part.close().catch(() => undefined);
    }
  }

  /** Hashes the part as it lies there. The right one becomes the file; a wrong one is discarded. */
  async #verify(
    part: PartFile,
    file: ModelFile,
    options: { origin: string; signal: AbortSignal; mayRetry?: boolean },
  ): Promise<boolean> {
    const { sha256, checksum } = await hashBytes(part.read(file.bytes), options.signal);
    if (sha256 !== file.sha256) {
      await part.discard();
      if (options.mayRetry === true) return false;
      throw createCorruptError(file, options.origin, { bytes: file.bytes, sha256 });
    }
    const info = JSON.stringify(createStoredInfo(file, checksum));
    await this.#area.write(file.sha256 + INFO, new TextEncoder().encode(info));
    await part.finish();
    return true;
  }
}
