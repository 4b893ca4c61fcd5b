import { orAbort } from '../std/abort.ts';
import type { Endpoint } from './endpoint.ts';
import { openStream, type OpenStreamOptions } from './open-stream.ts';
import { serveStream } from './serve-stream.ts';
import type { HttpRequestHead, HttpResponseHead } from './server.protocol.ts';

/** A request on its way between threads. */
export interface HttpExchange {
  readonly head: HttpRequestHead;
  readonly body: ArrayBuffer | null;
  readonly handle: (request: Request, clientId: string) => Promise<Response>;
}

type Chunk = Uint8Array<ArrayBuffer>;

/**
 * What travels over the port: the head as the first item, then the body's chunks. The first one comes with the head,
 * for it is there by then, and another pull would cost the way there and back.
 */
type HttpItem =
  | { readonly type: 'head'; readonly head: HttpResponseHead; readonly first: Chunk | null }
  | { readonly type: 'chunk'; readonly bytes: Chunk };

/**
 * Answers one request over `port`. The request's signal fires when the other end cancels or is gone; the head leaves
 * only when `handle` has resolved, the body chunk by chunk as it is pulled. Resolves when the exchange is over.
 */
export function serveHttpOverPort(port: Endpoint, exchange: HttpExchange): Promise<void> {
  return serveStream<HttpItem>(port, {
    create: (signal) => answer(exchange, signal),
    toTransfer,
  });
}

/**
 * Resolves to the response that `serveHttpOverPort` gives at the other end of `port`, as soon as its head is there.
 * Cancelling its body cancels the work; a lost peer rejects, or errors the body.
 */
export async function fetchOverPort(port: Endpoint, options: OpenStreamOptions = {}): Promise<Response> {
  const items = openStream<HttpItem>(port, options);
  const first = await items.next();
  if (first.done === true || first.value.type !== 'head') throw new TypeError('The answer has no head.');
  const { status, statusText, headers, hasBody } = first.value.head;
  if (!hasBody) await items.return?.();
  const body = hasBody ? toReadableStream(toChunks(items, first.value.first)) : null;
  return new Response(body, { status, statusText, headers: toHeaders(headers) });
}

async function* answer(exchange: HttpExchange, signal: AbortSignal): AsyncGenerator<HttpItem> {
  const { head, body, handle } = exchange;
  const request = new Request(head.url, {
    method: head.method,
    headers: toHeaders(head.headers),
    body,
    signal,
  });
  const response = await handle(request, head.clientId);
  const responseHead = toResponseHead(response);
  const reader = response.body?.getReader();
  try {
    const first = await read(reader, signal);
    yield { type: 'head', head: responseHead, first };
    if (first === null) return;
    for (let bytes = await read(reader, signal); bytes !== null; bytes = await read(reader, signal)) {
      yield { type: 'chunk', bytes };
    }
  } finally {
    // Frees the producer when the other end stopped early; does nothing to a body that was read to its end.
    await reader?.cancel(signal.reason);
  }
}

/** The next chunk; null at the end, and where there is no body. */
async function read(
  reader: ReadableStreamDefaultReader<Chunk> | undefined,
  signal: AbortSignal,
): Promise<Chunk | null> {
  if (reader === undefined) return null;
  const step = await orAbort(reader.read(), signal);
  return step.done ? null : toOwnBytes(step.value);
}

function toTransfer(item: HttpItem): readonly Transferable[] {
  const bytes = item.type === 'head' ? item.first : item.bytes;
  return bytes === null ? [] : [bytes.buffer];
}

/** Not a generator: its `return` would wait behind a pending `next`, and a cancel must reach the producer at once. */
function toChunks(items: AsyncIterableIterator<HttpItem>, first: Chunk | null): AsyncIterator<Chunk> {
  let waiting = first;
  return {
    async next() {
      if (waiting !== null) {
        const value = waiting;
        waiting = null;
        return { done: false, value };
      }
      const step = await items.next();
      if (step.done === true) return { done: true, value: undefined };
      if (step.value.type !== 'chunk') throw new TypeError('A second head came.');
      return { done: false, value: step.value.bytes };
    },
    async return() {
      await items.return?.();
      return { done: true, value: undefined };
    },
  };
}

function toHeaders(entries: HttpRequestHead['headers']): Headers {
  const headers = new Headers();
  for (const [name, value] of entries) headers.append(name, value);
  return headers;
}

function toResponseHead(response: Response): HttpResponseHead {
  return {
    status: response.status,
    statusText: response.statusText,
    headers: [...response.headers],
    hasBody: response.body !== null,
  };
}

/** A view of a part of a larger buffer is copied: transferring it would take the rest along. */
function toOwnBytes(chunk: Chunk): Chunk {
  return chunk.byteLength === chunk.buffer.byteLength ? chunk : chunk.slice();
}

/** Converts an iterator of chunks to a stream that pulls one chunk for each read and cancels the iterator with itself. */
export function toReadableStream<T>(iterator: AsyncIterator<T>): ReadableStream<T> {
  return new ReadableStream<T>(
    {
      async pull(controller) {
        // An error thrown here errors the stream: a body that cannot be finished must never look whole.
        const step = await iterator.next();
        if (step.done === true) controller.close();
        else controller.enqueue(step.value);
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    // Nothing is pulled before somebody reads.
    { highWaterMark: 0 },
  );
}
