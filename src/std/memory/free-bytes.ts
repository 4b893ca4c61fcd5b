/** What newer engines can do with a buffer: another takes over its beginning, and the rest is free at once. */
interface Transferable {
  transfer?: (byteLength: number) => ArrayBuffer;
}

/** Gives a buffer back that nobody uses any more, where the engine can do that; else it waits to be collected. */
export function freeBytes({ buffer }: Uint8Array): void {
  (buffer as Transferable).transfer?.(0);
}
