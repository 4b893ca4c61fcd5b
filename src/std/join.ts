/** Joins byte arrays into one that owns its buffer. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return fill(new Uint8Array(countElements(parts)), parts);
}

/** Joins chunks of samples into one that owns its buffer. */
export function joinSamples(parts: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  return fill(new Float32Array(countElements(parts)), parts);
}

function countElements(parts: readonly { readonly length: number }[]): number {
  return parts.reduce((total, { length }) => total + length, 0);
}

function fill<T extends { set(part: ArrayLike<number>, offset: number): void }>(
  joined: T,
  parts: readonly ArrayLike<number>[],
): T {
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
