import { nextTurn } from '../../std/next-turn.ts';

/** The part of `FileSystemSyncAccessHandle` that is used; that type is known to worker programs only. */
export interface SyncFile {
  getSize(): number;
  /** The target may lie in shared memory. */
  read(target: Uint8Array, options: { readonly at: number }): number;
  /** Returns how many bytes were written. */
  write(source: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  flush(): void;
  close(): void;
}

/** A file handle in a dedicated worker. `move` is in every browser that has sync handles, but not in the type library. */
export type SyncFileHandle = FileSystemFileHandle & {
  createSyncAccessHandle(options?: { readonly mode: 'read-only' | 'readwrite' }): Promise<SyncFile>;
  move(name: string): Promise<void>;
};

const STEP_BYTES = 1024 * 1024;
/** After so many steps the thread may do something else. */
const STEPS_A_TURN = 16;

/** Reads the first `byteCount` bytes step by step; each step is valid until the next is asked for. */
export async function* readSteps(
  file: SyncFile,
  byteCount: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  const buffer = new Uint8Array(Math.min(STEP_BYTES, byteCount));
  for (let offset = 0; offset < byteCount; offset += STEP_BYTES) {
    const step = buffer.subarray(0, byteCount - offset);
    yield step.subarray(0, file.read(step, { at: offset }));
    if ((offset / STEP_BYTES) % STEPS_A_TURN === STEPS_A_TURN - 1) await nextTurn();
  }
}

/**
 * Opens a file to read it in place, several times as fast as through its blob; null where the browser refuses, as while
 * another has it open to write. Several may read at once where the browser knows that mode (Chromium does).
 */
export async function openToRead(handle: FileSystemFileHandle): Promise<SyncFile | null> {
  try {
    return await (handle as SyncFileHandle).createSyncAccessHandle({ mode: 'read-only' });
  } catch {
    return null;
  }
}
