const BUFFER_BYTES = 256 * 1024;

/** Reads a stream of bytes chunk by chunk. */
export interface ChunkReader {
  /** Gives the next chunk, which is valid until the next call, and null at the end. */
  next(): Promise<Uint8Array<ArrayBuffer> | null>;
  cancel(): void;
}

/**
 * Opens a stream so that all chunks come in one buffer, where the browser can do that. Chunks with buffers of their own
 * stay in memory until a collection, which is not due before a whole model has come.
 */
export function readChunks(stream: ReadableStream<Uint8Array<ArrayBuffer>>): ChunkReader {
  const buffered = openBuffered(stream);
  if (buffered === null) {
    const reader = stream.getReader();
    return { next: async () => (await reader.read()).value ?? null, cancel: () => drop(reader) };
  }
  let buffer = new ArrayBuffer(BUFFER_BYTES);
  return {
    next: async () => {
      const { done, value } = await buffered.read(new Uint8Array(buffer));
      if (done) return null;
      buffer = value.buffer;
      return value;
    },
    cancel: () => drop(buffered),
  };
}

/** Reads a file chunk by chunk; each is valid until the next is asked for. */
export async function* readBlobChunks(blob: Blob): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  const reader = readChunks(blob.stream());
  try {
    for (let chunk = await reader.next(); chunk !== null; chunk = await reader.next()) yield chunk;
  } finally {
    reader.cancel();
  }
}

/** Gives null for a stream that only gives buffers of its own. */
function openBuffered(stream: ReadableStream): ReadableStreamBYOBReader | null {
  try {
    return stream.getReader({ mode: 'byob' });
  } catch {
    return null;
  }
}

function drop(reader: ReadableStreamGenericReader): void {
  reader.cancel().catch(() => undefined);
}
