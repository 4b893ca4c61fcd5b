import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** One file on its way into an archive. */
export interface ZipEntry {
  readonly path: string;
  /** Whether it is worth compressing; sound and weights are not. */
  readonly isText: boolean;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Parts of this size leave memory as blobs, which browsers keep on disk. */
const PART_BYTES = 8_000_000;

/** Packs files, one at a time, into a ZIP archive of less than 4 GB. Rejects as an entry does, or with `AbortError`. */
export async function zipFiles(entries: AsyncIterable<ZipEntry>, signal: AbortSignal): Promise<Blob> {
  const parts = new BlobParts();
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error;
    parts.push(chunk);
  });
  for await (const { path, isText, bytes } of entries) {
    signal.throwIfAborted();
    const file = isText ? new ZipDeflate(path) : new ZipPassThrough(path);
    zip.add(file);
    for await (const chunk of bytes) {
      signal.throwIfAborted();
      file.push(chunk);
    }
    file.push(new Uint8Array(0), true);
  }
  zip.end();
  return parts.toBlob('application/zip');
}

class BlobParts {
  readonly #blobs: Blob[] = [];
  #pending: Uint8Array<ArrayBuffer>[] = [];
  #pendingBytes = 0;

  push(chunk: Uint8Array): void {
    this.#pending.push(new Uint8Array(chunk));
    this.#pendingBytes += chunk.byteLength;
    if (this.#pendingBytes >= PART_BYTES) this.#flush();
  }

  toBlob(type: string): Blob {
    this.#flush();
    return new Blob(this.#blobs, { type });
  }

  #flush(): void {
    this.#blobs.push(new Blob(this.#pending));
    this.#pending = [];
    this.#pendingBytes = 0;
  }
}
