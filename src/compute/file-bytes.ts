import { freeBytes } from '../std/memory.ts';

/** A file whose bytes are read piece by piece, each when it is needed. */
export interface FileBytes {
  readonly byteLength: number;
  /** All bytes, where they are in memory; else null. */
  readonly memory: Uint8Array | null;
  /** Reads bytes from `start` up to `end`; throws where the file cannot be read. */
  read(start: number, end: number): Uint8Array;
  /** Reads bytes from `start` on until the target is full, which may lie in memory that threads share. */
  readInto(target: Uint8Array, start: number): void;
  /** Frees the file, or its memory: it is not read any more. */
  close(): void;
}

const STEP_BYTES = 4 * 1024 * 1024;
/** How much is read at a time where little is asked for: what follows is mostly asked for next. */
const WINDOW_BYTES = 16 * 1024;

/** A file that is in memory; what is read are views of it. */
export function fromMemory(bytes: Uint8Array): FileBytes {
  const read = (start: number, end: number): Uint8Array => bytes.subarray(start, end);
  const readInto = (target: Uint8Array, start: number): void =>
    target.set(read(start, start + target.length));
  return { byteLength: bytes.byteLength, memory: bytes, read, readInto, close: () => freeBytes(bytes) };
}

/** Reads stretches of a file at once, as a worker can. */
export interface SliceReader {
  slice(start: number, end: number): ArrayBuffer;
  /** As `FileBytes` says; where it is left out, slices are copied. */
  readonly into?: FileBytes['readInto'];
  close?(): void;
}

/** A file that is read in slices: no more of it is in memory than what was read last. What is read are copies. */
export function fromSlices(byteLength: number, reader: SliceReader): FileBytes {
  let windowStart = 0;
  let window = new Uint8Array();
  return {
    byteLength,
    memory: null,
    close: () => reader.close?.(),
    readInto:
      reader.into ??
      ((target, start) => target.set(new Uint8Array(reader.slice(start, start + target.length)))),
    read: (start, end) => {
      if (end - start > WINDOW_BYTES) return new Uint8Array(reader.slice(start, end));
      if (start < windowStart || end > windowStart + window.byteLength) {
        windowStart = start;
        window = new Uint8Array(reader.slice(start, Math.min(start + WINDOW_BYTES, byteLength)));
      }
      return window.slice(start - windowStart, end - windowStart);
    },
  };
}

/** Gives all bytes of a file; those that are not in memory are read step by step. */
export function readAll(file: FileBytes): Uint8Array {
  if (file.memory !== null) return file.memory;
  const bytes = new Uint8Array(file.byteLength);
  for (let start = 0; start < bytes.byteLength; start += STEP_BYTES) {
    bytes.set(file.read(start, Math.min(start + STEP_BYTES, bytes.byteLength)), start);
  }
  return bytes;
}
