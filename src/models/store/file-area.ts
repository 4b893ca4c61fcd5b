import type { ByteRanges } from './byte-ranges.ts';

/** Where files lie in the browser. Names are flat: letters, digits, dots and hyphens. */
export interface FileArea {
  readonly kind: 'opfs' | 'cache-storage' | 'memory';
  /** The names of the whole files. */
  names(): Promise<readonly string[]>;
  /** A whole file, or null. */
  open(name: string): Promise<Blob | null>;
  /** The handle of a whole file, where files have one that a worker can open; else null. */
  handle(name: string): Promise<FileSystemFileHandle | null>;
  /** Writes a small file at once, in place of any earlier one. */
  write(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Removes a file and what there is of it in parts; nothing happens where there is none. */
  remove(name: string): Promise<void>;
  /** How many bytes of a file that is not whole yet are safely there. */
  partBytes(name: string): Promise<number>;
  /** The names of the files that are not whole yet, and how many bytes each takes, safely there or not. */
  partSizes(): Promise<ReadonlyMap<string, number>>;
  /** Opens what there is so far of a file that is being fetched. One at a time for each name. */
  openPart(name: string): Promise<PartFile>;
}

/** A file that grows out of order until it is whole. */
export interface PartFile {
  /** What is there, after a crash too as far as it was committed. */
  readonly held: ByteRanges;
  /** Copies `bytes`, which may change afterwards. Rejects with `QuotaExceededError` where there is no room. */
  write(offset: number, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Makes what was written so far survive a crash. */
  commit(): Promise<void>;
  /** Reads back the first `byteCount` bytes, which are held; each chunk is valid until the next is asked for. */
  read(byteCount: number): AsyncIterable<Uint8Array<ArrayBuffer>>;
  /** Turns the part into the whole file. */
  finish(): Promise<void>;
  /** Forgets everything. */
  discard(): Promise<void>;
  /** Commits and lets go; nothing happens after `finish` or `discard`. */
  close(): Promise<void>;
}
