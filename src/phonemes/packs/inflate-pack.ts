import { joinBytes } from '../../std/join.ts';

/**
 * Inflates a pack as it is stored (gzip). Rejects for bytes that are no gzip stream. It goes through no `Blob` and no
 * `Response`, which leave several copies of a pack to a later collection.
 */
export async function inflatePack(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new DecompressionStream('gzip');
  const writer = writable.getWriter();
  // What goes wrong here is told by the reader as well.
  writer.write(packed).catch(() => undefined);
  writer.close().catch(() => undefined);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const reader = readable.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) chunks.push(next.value);
  return joinBytes(chunks);
}
