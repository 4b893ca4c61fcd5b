const BUFFER_BYTES = 256 * 1024;

/** Reads a stream of bytes chunk by chunk. */
export interface ChunkReader {
  /** Gives the next chunk, which is valid until the next call, and null at the end. */
  next(): Promise<Uint8Array<ArrayBuffer> | null>;
  cancel(): void;
}

/**
 * What is being read. Chromium collects a blob's stream while a read of it waits, where nothing but that read leads to it:
 * the read then never ends.
 */
const underWay = new Set<object>();

/**
 * Opens a stream so that all chunks come in one buffer, where the browser can do that. Chunks with buffers of their own
 * stay in memory until a collection, which is not due before a whole model has come. Read to the end, or cancel.
 */
export function readChunks(stream: ReadableStream<Uint8Array<ArrayBuffer>>): ChunkReader {
  const chunks = openChunks(stream);
  const held = { stream, chunks };
  underWay.add(held);
  return {
    next: async () => {
      let chunk: Uint8Array<ArrayBuffer> | null = null;
      try {
        chunk = await chunks.next();
      } finally {
        if (chunk === null) underWay.delete(held);
      }
      return chunk;
    },
    cancel: () => {
      underWay.delete(held);
      chunks.cancel();
    },
  };
}

function openChunks(stream: ReadableStream<Uint8Array<ArrayBuffer>>): ChunkReader {
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

const STEP_BYTES = 4 * 1024 * 1024;

/**
 * Reads a file step by step into memory that script allocated. What `arrayBuffer()` gives, or a message brings, belongs
 * to the browser as well, and in Chromium stays until a collection even where it was detached: 325 MB for Kokoro.
 */
export async function readBlob(blob: Blob, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(blob.size);
  for (let offset = 0; offset < bytes.byteLength; offset += STEP_BYTES) {
    signal.throwIfAborted();
    bytes.set(new Uint8Array(await blob.slice(offset, offset + STEP_BYTES).arrayBuffer()), offset);
  }
  hurryCollection(bytes.byteLength);
  return bytes;
}

/** 16 GiB, in one piece: more than any engine gives. */
const REFUSED_BYTES = 2 ** 34;

/** What a smaller file leaves behind is not worth a thread that stands still. */
const WORTH_BYTES = 16 * 1024 * 1024;

/**
 * Has the script engine collect what nobody refers to any more, after a file of so many bytes was read. Its pieces leave
 * many megabytes to a collection that is not due for a long time in a thread that rests or computes. Chromium's engine
 * collects everything before it refuses a buffer; what it can give only makes it look through the youngest objects. Others
 * refuse at once. Nothing happens after a small file.
 */
export function hurryCollection(readBytes: number): void {
  if (readBytes < WORTH_BYTES) return;
  try {
    new ArrayBuffer(REFUSED_BYTES);
  } catch {
    // That was the wish.
  }
}

/** What newer engines can do with a buffer: another takes over its beginning, and the rest is free at once. */
interface Transferable {
  transfer?: (byteLength: number) => ArrayBuffer;
}

/** Gives a buffer back that nobody uses any more, where the engine can do that; else it waits to be collected. */
export function freeBytes({ buffer }: Uint8Array): void {
  (buffer as Transferable).transfer?.(0);
}

/**
 * What browsers, WebAssembly and ONNX Runtime say where there is no more memory. Errors of other threads come as their words
 * alone, so the words decide.
 */
const SIGNS =
  /out of memory|bad_alloc|allocation failed|(?:could not|cannot|failed to|unable to) (?:allocate|grow)|\bOOM\b/i;

/** The words that matter come first; a message may quote whole texts. */
const LONGEST_MESSAGE = 1_000;

/** Whether an error, or what caused it, says that there was too little memory. */
export function isOutOfMemory(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (SIGNS.test(cause.message.slice(0, LONGEST_MESSAGE))) return true;
  return false;
}
