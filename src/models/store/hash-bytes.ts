import { createSHA256, createXXHash128 } from 'hash-wasm';

/** The bytes of a file in order; each chunk is valid until the next is asked for. */
export type ByteSource = AsyncIterable<Uint8Array<ArrayBuffer>>;

interface FileHashes {
  readonly sha256: string;
  /** XXH128, hex. */
  readonly checksum: string;
}

/** Hashes a file chunk by chunk, so that it never is in memory as a whole. */
export async function hashBytes(source: ByteSource, signal: AbortSignal): Promise<FileHashes> {
  const sha256 = await createSHA256();
  const checksum = await createXXHash128();
  for await (const bytes of source) {
    signal.throwIfAborted();
    sha256.update(bytes);
    checksum.update(bytes);
  }
  return { sha256: sha256.digest('hex'), checksum: checksum.digest('hex') };
}

/** The quick checksum of a file, as in `FileHashes`, chunk by chunk as well. */
export async function toChecksum(source: ByteSource, signal: AbortSignal): Promise<string> {
  const checksum = await createXXHash128();
  for await (const bytes of source) {
    signal.throwIfAborted();
    checksum.update(bytes);
  }
  return checksum.digest('hex');
}
