import { joinBytes } from '../../std/join.ts';

/**
 * Reads a request's body up to one byte past `maxBytes`, which tells the server that it is too long without sending it
 * all; null where there is none. Without `Request.body` (Firefox) all of it is read before it is cut.
 */
export async function readBody(request: Request, maxBytes: number): Promise<ArrayBuffer | null> {
  if (request.method === 'GET' || request.method === 'HEAD') return null;
  const bytes = await readAtMost(request, maxBytes + 1);
  return bytes.byteLength === 0 ? null : bytes;
}

async function readAtMost(request: Request, byteCount: number): Promise<ArrayBuffer> {
  const reader = (request.body as ReadableStream<Uint8Array<ArrayBuffer>> | null | undefined)?.getReader();
  if (reader === undefined) return (await request.arrayBuffer()).slice(0, byteCount);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  while (size < byteCount) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    size += value.byteLength;
  }
  // Ends the upload of what nobody will look at; does nothing to a body that was read to its end.
  reader.cancel().catch(() => undefined);
  return joinBytes(chunks).buffer.slice(0, byteCount);
}
