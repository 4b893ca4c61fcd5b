/** What newer engines can do with a buffer: another takes over its beginning, and the rest is free at once. */
interface Transferable {
  transfer?: (byteLength: number) => ArrayBuffer;
}

/** Gives the rest of a buffer back whose beginning alone is used any more, where the engine can do that. */
export function shrinkBytes(bytes: Uint8Array): Uint8Array {
  const { byteOffset, byteLength } = bytes;
  const buffer = bytes.buffer as Transferable;
  return byteOffset === 0 && buffer.transfer !== undefined
    ? new Uint8Array(buffer.transfer(byteLength))
    : bytes;
}

/** Gives a buffer back that nobody uses any more, where the engine can do that; else it waits to be collected. */
export function freeBytes({ buffer }: Uint8Array): void {
  (buffer as Transferable).transfer?.(0);
}
