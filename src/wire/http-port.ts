import { orAbort } from '../std/abort.ts';
import { nextTurn } from '../std/next-turn.ts';
import type { SpeechCourse } from '../contract/speech-course.ts';
import type { Endpoint } from './endpoint.ts';
import { openStream, type OpenStreamOptions } from './open-stream.ts';
import { serveStream } from './serve-stream.ts';
import { skipDelivered } from './skip-delivered.ts';
import type { HttpRequestHead, HttpResponseHead } from './server.protocol.ts';

/** Who asks, and where the answer begins. */
export interface HttpContext extends Pick<HttpRequestHead, 'clientId' | 'resume'> {
  /** Takes what the answer is spoken by; what is added to it while it is read goes out with the chunks. */
  readonly onCourse: (course: SpeechCourse) => void;
}

/** A request on its way between threads. */
export interface HttpExchange {
  readonly head: HttpRequestHead;
  readonly body: ArrayBuffer | null;
  readonly handle: (request: Request, context: HttpContext) => Promise<Response>;
}

type Chunk = Uint8Array<ArrayBuffer>;

/**
 * What travels over the port: the head as the first item, then the body's chunks. The first one comes with the head,
 * for it is there by then, and another pull would cost the way there and back.
 */
type HttpItem =
  | {
      readonly type: 'head';
      readonly head: HttpResponseHead;
      readonly first: Chunk | null;
      readonly course?: SpeechCourse;
    }
  /** Its course has only what was added since the item before it. */
  | { readonly type: 'chunk'; readonly bytes: Chunk; readonly course?: SpeechCourse };

/** An answer that came over a port. */
export interface HttpAnswer {
  readonly head: HttpResponseHead;
  /** Each `next` pulls one chunk; `return` cancels the work. */
  readonly chunks: AsyncIterator<Chunk>;
  /** What it was spoken by, as far as chunks were pulled; undefined for an answer without speech. */
  readonly course: () => SpeechCourse | undefined;
}

/**
 * Answers one request over `port`. The request's signal fires when the other end cancels or is gone; the head leaves
 * only when `handle` has resolved, the body chunk by chunk as it is pulled. Resolves when the exchange is over.
 */
export function serveHttpOverPort(port: Endpoint, exchange: HttpExchange): Promise<void> {
  return serveStream<HttpItem>(port, {
    create: (signal) => answer(exchange, signal),
    toTransfer,
    isAsked: true,
  });
}

/**
 * Resolves to the response that `serveHttpOverPort` gives at the other end of `port`, as soon as its head is there.
 * Cancelling its body cancels the work; a lost peer rejects, or errors the body.
 */
export async function fetchOverPort(port: Endpoint, options: OpenStreamOptions = {}): Promise<Response> {
  const { head, chunks } = await openHttp(port, options);
  return toResponse(head, chunks);
}

/** Resolves to the answer that `serveHttpOverPort` gives at the other end of `port`, as soon as its head is there. */
export async function openHttp(port: Endpoint, options: OpenStreamOptions = {}): Promise<HttpAnswer> {
  const items = openStream<HttpItem>(port, options);
  const first = await items.next();
  if (first.done === true || first.value.type !== 'head') throw new TypeError('The answer has no head.');
  const { head } = first.value;
  if (!head.hasBody) await items.return?.();
  let { course } = first.value;
  const chunks = toChunks(items, first.value.first, (added) => {
    course = { ...added, limits: [...(course?.limits ?? []), ...added.limits] };
  });
  return { head, chunks, course: () => course };
}

/** Creates the response with a head that came over a port. */
export function toResponse(head: HttpResponseHead, chunks: AsyncIterator<Chunk>): Response {
  const { status, statusText, headers, hasBody } = head;
  // The first chunk came with the head. The next one is asked for while the browser still hands on the one before it.
  const body = hasBody ? toReadableStream(chunks, 1) : null;
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
  const news = new CourseNews();
  const { clientId, resume } = head;
  const onCourse = (course: SpeechCourse): void => news.follow(course);
  const response = await handle(request, { clientId, ...(resume && { resume }), onCourse });
  const responseHead = toResponseHead(response);
  const reader = response.body?.getReader();
  const readNext = (): Promise<Chunk | null> => read(reader, signal);
  try {
    const isGoneOn = resume !== undefined && response.ok;
    const first = isGoneOn ? await skipDelivered(readNext, resume) : await readNext();
    yield { type: 'head', head: responseHead, first, ...news.take() };
    if (first === null) return;
    for (let bytes = await readNext(); bytes !== null; bytes = await readNext()) {
      yield { type: 'chunk', bytes, ...news.take() };
    }
  } finally {
    // Frees the producer when the other end stopped early; does nothing to a body that was read to its end.
    await reader?.cancel(signal.reason);
  }
}

/** Returns what was added to a course since the last report. */
class CourseNews {
  #course: SpeechCourse | undefined;
  #toldLimits = 0;

  follow(course: SpeechCourse): void {
    this.#course = course;
  }

  /** Returns nothing where nothing was added. */
  take(): { readonly course?: SpeechCourse } {
    const course = this.#course;
    if (course === undefined || course.limits.length === this.#toldLimits) return {};
    const limits = course.limits.slice(this.#toldLimits);
    this.#toldLimits = course.limits.length;
    return { course: { ...course, limits } };
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
function toChunks(
  items: AsyncIterableIterator<HttpItem>,
  first: Chunk | null,
  onCourse: (added: SpeechCourse) => void,
): AsyncIterator<Chunk> {
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
      if (step.value.course !== undefined) onCourse(step.value.course);
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

/**
 * Converts an iterator of chunks to a stream that pulls one chunk for each read, up to `ahead` of them before, and cancels
 * the iterator with itself.
 */
export function toReadableStream<T>(iterator: AsyncIterator<T>, ahead = 0): ReadableStream<T> {
  return new ReadableStream<T>(
    {
      async pull(controller) {
        // An error thrown here errors the stream: a body that cannot be finished must never look whole.
        const step = await iterator.next();
        if (step.done === true) controller.close();
        else controller.enqueue(step.value);
      },
      async cancel() {
        // Where a pull that waits fails before this has returned, a service worker of WebKit hangs for over a minute.
        await nextTurn();
        await iterator.return?.();
      },
    },
    { highWaterMark: ahead },
  );
}
