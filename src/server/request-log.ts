import type { RequestDetail, RequestLogEntry } from '../contract/request-log.ts';
import { Scope } from '../std/scope.ts';
import { createRequestId } from '../api/answer/response-headers.ts';

const MAX_ENTRIES = 200;
const MAX_REQUEST_BYTES = 256_000;
/** About three minutes of WAV. */
const MAX_ANSWER_BYTES = 8_000_000;
/** All requests and answers together. */
const MAX_KEPT_BYTES = 32_000_000;
const BYTES_PER_CHARACTER = 2;

/** How long reports of a request are collected: nothing is sent to pages while its first sound is being made. */
const GATHER_MS = 100;

interface Exchange {
  readonly url: string;
  body: string | null;
  contentType: string | null;
  chunks: Uint8Array<ArrayBuffer>[];
  byteCount: number;
  /** Whether more of the answer may come. */
  isOpen: boolean;
  isWhole: boolean;
}

/** Remembers the latest requests and their answers, in memory only, for people who want to look at them. */
export class RequestLog {
  readonly #onEntry: (entry: RequestLogEntry) => void;
  readonly #entries = new Map<string, RequestLogEntry>();
  readonly #exchanges = new Map<string, Exchange>();
  /** Requests with news. */
  readonly #due = new Set<string>();
  readonly #scope = new Scope();

  constructor(onEntry: (entry: RequestLogEntry) => void) {
    this.#onEntry = onEntry;
  }

  /** The oldest first. */
  get entries(): readonly RequestLogEntry[] {
    return [...this.#entries.values()];
  }

  /** Stores news about a request, and reports it soon, with what comes after it. */
  note(entry: RequestLogEntry): void {
    this.#entries.set(entry.id, entry);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > MAX_ENTRIES && oldest !== undefined) this.#forget(oldest);
    if (this.#due.size === 0) this.#scope.timeout(() => this.#report(), GATHER_MS);
    this.#due.add(entry.id);
  }

  /** Answers a request under a new id unless it has one, and records request and answer as they pass. */
  async watch(
    asked: { readonly url: string; readonly body: ArrayBuffer | null; readonly id?: string | undefined },
    handle: (requestId: string) => Promise<Response>,
  ): Promise<Response> {
    const id = asked.id ?? createRequestId();
    const exchange: Exchange = {
      url: asked.url,
      body: toText(asked.body),
      contentType: null,
      chunks: [],
      byteCount: 0,
      isOpen: true,
      isWhole: false,
    };
    this.#exchanges.set(id, exchange);
    this.#makeRoom(exchange);
    const response = await handle(id);
    exchange.contentType = response.headers.get('content-type');
    if (response.body === null) return response;
    return new Response(this.#record(exchange, response.body), response);
  }

  /** Returns request and answer; null if they were forgotten. */
  detail(id: string): RequestDetail | null {
    const exchange = this.#exchanges.get(id);
    if (exchange === undefined) return null;
    const { url, body, contentType, chunks, isWhole } = exchange;
    const answer = isWhole ? new Blob(chunks, { type: contentType ?? '' }) : null;
    return { url, body, contentType, answer };
  }

  /** Forgets every request that is over, with its answer. */
  clear(): void {
    for (const { id, durationMs } of this.entries) {
      // One that is still being answered will report again.
      if (durationMs !== null) this.#forget(id);
    }
  }

  #report(): void {
    const due = [...this.#due];
    this.#due.clear();
    for (const id of due) {
      const entry = this.#entries.get(id);
      if (entry !== undefined) this.#onEntry(entry);
    }
  }

  #record(
    exchange: Exchange,
    source: ReadableStream<Uint8Array<ArrayBuffer>>,
  ): ReadableStream<Uint8Array<ArrayBuffer>> {
    const reader = source.getReader();
    return new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        pull: async (controller) => {
          const { done, value } = await reader.read().catch((error: unknown) => {
            end(exchange, { isWhole: false });
            throw error;
          });
          if (done) {
            end(exchange, { isWhole: true });
            controller.close();
          } else {
            this.#keep(exchange, value);
            controller.enqueue(value);
          }
        },
        cancel: (reason) => {
          end(exchange, { isWhole: false });
          return reader.cancel(reason);
        },
      },
      // Pulls only when the reader pulls.
      { highWaterMark: 0 },
    );
  }

  #keep(exchange: Exchange, chunk: Uint8Array<ArrayBuffer>): void {
    exchange.byteCount += chunk.byteLength;
    if (exchange.byteCount > MAX_ANSWER_BYTES) exchange.chunks = [];
    // Copied, as the chunk itself moves on to the page.
    else exchange.chunks.push(chunk.slice());
    this.#makeRoom(exchange);
  }

  /** Forgets the contents of the oldest exchanges; those under way keep what has been answered so far. */
  #makeRoom(newest: Exchange): void {
    let total = 0;
    for (const exchange of this.#exchanges.values()) total += toKeptBytes(exchange);
    for (const exchange of this.#exchanges.values()) {
      if (total <= MAX_KEPT_BYTES) return;
      if (exchange === newest) continue;
      total -= toKeptBytes(exchange);
      exchange.body = null;
      if (!exchange.isOpen) drop(exchange);
      total += toKeptBytes(exchange);
    }
  }

  #forget(id: string): void {
    this.#entries.delete(id);
    this.#exchanges.delete(id);
  }
}

/** Notes that nothing more comes; only a whole answer is kept. A read that was open when its reader left ends later. */
function end(exchange: Exchange, { isWhole }: Pick<Exchange, 'isWhole'>): void {
  if (!exchange.isOpen) return;
  exchange.isOpen = false;
  exchange.isWhole = isWhole && exchange.byteCount <= MAX_ANSWER_BYTES;
  if (!isWhole) drop(exchange);
}

function drop(exchange: Exchange): void {
  exchange.chunks = [];
  exchange.isWhole = false;
}

function toText(body: ArrayBuffer | null): string | null {
  if (body === null || body.byteLength > MAX_REQUEST_BYTES) return null;
  return new TextDecoder().decode(body);
}

function toKeptBytes({ body, chunks, byteCount }: Exchange): number {
  return (body?.length ?? 0) * BYTES_PER_CHARACTER + (chunks.length > 0 ? byteCount : 0);
}
