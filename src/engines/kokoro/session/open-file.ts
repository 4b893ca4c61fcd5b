import { fromMemory, fromSlices, type FileBytes } from '../../../compute/file-bytes.ts';
import { freeBytes } from '../../../std/memory/free-bytes.ts';
import { readBlob } from '../../../std/memory/read-blob.ts';

/** The part of `FileReaderSync` that is needed; Node's types do not know it. */
interface SyncReader {
  readAsArrayBuffer(blob: Blob): ArrayBuffer;
}

/** Opens a model's file so that weights are read where they lie; in Node, which cannot do that at once, all of it is read. */
export async function openFile(blob: Blob, signal: AbortSignal): Promise<FileBytes> {
  const { FileReaderSync: Reader } = globalThis as { readonly FileReaderSync?: new () => SyncReader };
  if (Reader === undefined) return fromMemory(await readBlob(blob, signal));
  const reader = new Reader();
  return fromSlices(blob.size, (start, end) => reader.readAsArrayBuffer(blob.slice(start, end)));
}

/** Gives back the memory of a file that is not read any more. */
export function closeFile({ memory }: FileBytes): void {
  if (memory !== null) freeBytes(memory);
}
