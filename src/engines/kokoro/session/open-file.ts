import { fromMemory, fromSlices, type FileBytes } from '../../../compute/file-bytes.ts';
import { openToRead } from '../../../models/store/sync-file.ts';
import { readBlob } from '../../../std/memory.ts';
import type { SessionOptions } from './session.ts';

/** The part of `FileReaderSync` that is needed; Node's types do not know it. */
interface SyncReader {
  readAsArrayBuffer(blob: Blob): ArrayBuffer;
}

/**
 * Opens a model's file so that weights are read where they lie: through its handle, or else through its blob, which takes
 * a message to another process each time. In Node, which cannot do that at once, all of it is read.
 */
export async function openFile(
  { model, handle }: Pick<SessionOptions, 'model' | 'handle'>,
  signal: AbortSignal,
): Promise<FileBytes> {
  const file = handle === undefined ? null : await openToRead(handle);
  if (file !== null) {
    const into = (target: Uint8Array, start: number): void => {
      const length = file.read(target, { at: start });
      if (length !== target.byteLength) throw new RangeError('The stored model is shorter than it was.');
    };
    const slice = (start: number, end: number): ArrayBuffer => {
      const bytes = new Uint8Array(end - start);
      into(bytes, start);
      return bytes.buffer;
    };
    return fromSlices(model.size, { slice, into, close: () => file.close() });
  }
  const { FileReaderSync: Reader } = globalThis as { readonly FileReaderSync?: new () => SyncReader };
  if (Reader === undefined) return fromMemory(await readBlob(model, signal));
  const reader = new Reader();
  const slice = (start: number, end: number): ArrayBuffer =>
    reader.readAsArrayBuffer(model.slice(start, end));
  return fromSlices(model.size, { slice });
}
