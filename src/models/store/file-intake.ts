import { readBlobChunks } from '../../std/memory.ts';
import type { ModelFile } from '../catalog/model-catalog-entry.ts';
import type { DownloadTuning } from './download-options.ts';
import { download } from './download.ts';
import type { FileArea, PartFile } from './file-area.ts';
import { hashBytes } from './hash-bytes.ts';
import type { ModelSource } from './model-sources.ts';
import {
  checkRoom,
  createCorruptError,
  createUnavailableError,
  isDenied,
  isEvicted,
  toStorageError,
} from './storage-error.ts';
import { createStoredInfo, INFO } from './stored-info.ts';

/** Where a file is fetched from, and who watches. */
export interface FetchFileOptions {
  /** Asked in this order, when the store does not have the file. */
  readonly sources: readonly ModelSource[];
  readonly signal: AbortSignal;
  /** Is called with the number of the file's bytes that are stored. */
  readonly onProgress?: (heldBytes: number) => void;
}

/** How requests are made. */
interface IntakeOptions {
  readonly fetch: typeof fetch;
  readonly tuning: DownloadTuning;
}

/** Brings files into an area, each verified before it counts. One at a time for each file. */
export class FileIntake {
  readonly #area: FileArea;
  readonly #fetch: typeof fetch;
  readonly #tuning: DownloadTuning;

  constructor(area: FileArea, { fetch, tuning }: IntakeOptions) {
    this.#area = area;
    this.#fetch = fetch;
    this.#tuning = tuning;
  }

  /** Fetches what is missing of a file. Rejects as `ModelStore.fetch` does. */
  async fetch(file: ModelFile, options: FetchFileOptions): Promise<void> {
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

  /** Takes in a file that the user gave, of the right size. Rejects with `model_corrupt` and `storage_full`. */
  async take(file: ModelFile, blob: Blob, signal: AbortSignal): Promise<void> {
    const fill = (): Promise<boolean> =>
      this.#withPart(file, async (part) => {
        const mayRetry = part.held.byteCount > 0;
        for (const { start, end } of part.held.missing(0, file.bytes, file.bytes)) {
          let position = start;
          for await (const bytes of readBlobChunks(blob.slice(start, end))) {
            signal.throwIfAborted();
            await part.write(position, bytes);
            position += bytes.byteLength;
          }
        }
        return this.#verify(part, file, { origin: 'given', signal, mayRetry });
      });
    // What an earlier download left may be to blame; then one more try, from nothing, decides.
    if (!(await fill())) await fill();
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
