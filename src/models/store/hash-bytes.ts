import { createSHA256, createXXHash128 } from 'hash-wasm';

/** Reads bytes of a file in order. */
export type ByteSource = (offset: number, byteCount: number) => Promise<Uint8Array<ArrayBuffer>>;

export interface FileHashes {
  readonly sha256: string;
  /** XXH128, hex. */
  readonly checksum: string;
}

const STEP_BYTES = 4 * 1024 * 1024;

/** Hashes a file step by step, so that it never is in memory as a whole. */
export async function hashBytes(
  byteCount: number,
  read: ByteSource,
  signal: AbortSignal,
): Promise<FileHashes> {
  const sha256 = await createSHA256();
  const checksum = await createXXHash128();
  for (let offset = 0; offset < byteCount; offset += STEP_BYTES) {
    signal.throwIfAborted();
    const bytes = await read(offset, Math.min(STEP_BYTES, byteCount - offset));
    sha256.update(bytes);
    checksum.update(bytes);
  }
  return { sha256: sha256.digest('hex'), checksum: checksum.digest('hex') };
}

/** The quick checksum of a file, as in `FileHashes`, step by step as well. */
export async function toChecksum(byteCount: number, read: ByteSource, signal: AbortSignal): Promise<string> {
  const checksum = await createXXHash128();
  for (let offset = 0; offset < byteCount; offset += STEP_BYTES) {
    signal.throwIfAborted();
    checksum.update(await read(offset, Math.min(STEP_BYTES, byteCount - offset)));
  }
  return checksum.digest('hex');
}
