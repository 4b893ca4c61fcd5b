import { hurryCollection } from './hurry-collection.ts';

const STEP_BYTES = 4 * 1024 * 1024;

/**
 * Reads a file step by step into memory that script allocated. What `arrayBuffer()` gives, or a message brings, belongs
 * to the browser as well, and in Chromium stays until a collection even where it was detached: 325 MB for Kokoro.
 */
export async function readBlob(blob: Blob, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(blob.size);
  for (let offset = 0; offset < bytes.byteLength; offset += STEP_BYTES) {
    signal.throwIfAborted();
    bytes.set(new Uint8Array(await blob.slice(offset, offset + STEP_BYTES).arrayBuffer()), offset);
  }
  hurryCollection();
  return bytes;
}
