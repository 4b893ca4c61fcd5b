import { Scope } from '../../std/scope.ts';
import { createAbortError } from '../../std/abort.ts';
import { readChunks } from '../../std/memory.ts';
import type { ByteRange } from './byte-ranges.ts';

/** What a server said to the request for a range. */
export type RangeAnswer =
  /** The bytes asked for are coming. */
  | { readonly kind: 'range'; readonly body: BodyReader }
  /** The server knows no ranges: the whole file is coming, from its start. */
  | { readonly kind: 'whole'; readonly body: BodyReader }
  /** It has a file of another size under this name. */
  | { readonly kind: 'other-size'; readonly bytes: number }
  /** It does not have the file. */
  | { readonly kind: 'absent'; readonly reason: string }
  /** It may have it later: a cut line, or (`answered`) a server in trouble. */
  | { readonly kind: 'trouble'; readonly answered: boolean; readonly reason: string };

/** A body on its way. */
export type RangeBody = Extract<RangeAnswer, { readonly body: BodyReader }>;

/** Reads a body chunk by chunk. */
export interface BodyReader {
  /** The next chunk, valid until the next call; null at the end; rejects when the line is cut or silent for too long. */
  next(): Promise<Uint8Array<ArrayBuffer> | null>;
  cancel(): void;
}

interface FetchRangeOptions {
  readonly fetch: typeof fetch;
  readonly url: string;
  /** The size of the whole file. */
  readonly fileBytes: number;
  /** How long a server may be silent. */
  readonly stallTimeoutMs: number;
  readonly signal: AbortSignal;
}

/** Asks a server for a range of a file. Rejects only when aborted; every other trouble is an answer. */
export async function fetchRange(range: ByteRange, options: FetchRangeOptions): Promise<RangeAnswer> {
  options.signal.throwIfAborted();
  const scope = new Scope();
  const stall = createStall(scope, options);
  const end = (answer: RangeAnswer): RangeAnswer => {
    scope.dispose();
    return answer;
  };
  const isWhole = range.start === 0 && range.end === options.fileBytes;
  const request: RequestInit = {
    signal: stall.signal,
    // Chromium's disk cache lets only one request at a time have a URL, and would store the file a second time.
    cache: 'no-store',
    ...(isWhole ? {} : { headers: { range: `bytes=${range.start}-${range.end - 1}` } }),
  };
  try {
    stall.restart();
    const response = await options.fetch(options.url, request);
    const answer = await toAnswer(response, range, options.fileBytes);
    if (answer !== null) return end(answer);
    const kind = response.status === 206 ? 'range' : 'whole';
    return { kind, body: createReader(response, scope, stall) };
  } catch (error) {
    scope.dispose();
    options.signal.throwIfAborted();
    return {
      kind: 'trouble',
      answered: false,
      reason: error instanceof Error ? error.message : String(error),
    };
  }
}

/** The answer, where it is not bytes. */
async function toAnswer(
  response: Response,
  range: ByteRange,
  fileBytes: number,
): Promise<RangeAnswer | null> {
  const { status, headers } = response;
  const total = Number(/\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1] ?? NaN);
  if ((status === 206 || status === 416) && Number.isSafeInteger(total) && total !== fileBytes) {
    await response.body?.cancel();
    return { kind: 'other-size', bytes: total };
  }
  if (status === 206) {
    const start = /^bytes (\d+)-/.exec(headers.get('content-range') ?? '')?.[1];
    // Across origins the header may be hidden; the hash will tell.
    if (start === undefined || Number(start) === range.start) return null;
    await response.body?.cancel();
    return { kind: 'absent', reason: 'it answered with another range' };
  }
  if (status === 200) return toWholeAnswer(response, fileBytes);
  await response.body?.cancel();
  const reason = `it answered HTTP ${status}`;
  const isTrouble = status >= 500 || status === 429 || status === 408;
  return isTrouble ? { kind: 'trouble', answered: true, reason } : { kind: 'absent', reason };
}

async function toWholeAnswer(response: Response, fileBytes: number): Promise<RangeAnswer | null> {
  const { headers } = response;
  if ((headers.get('content-type') ?? '').startsWith('text/html')) {
    await response.body?.cancel();
    // What a static host or a captive portal says instead of 404.
    return { kind: 'absent', reason: 'it answered with a page' };
  }
  const length = headers.has('content-encoding') ? null : headers.get('content-length');
  if (length === null || Number(length) === fileBytes) return null;
  await response.body?.cancel();
  return { kind: 'other-size', bytes: Number(length) };
}

interface Stall {
  readonly signal: AbortSignal;
  restart(): void;
}

/** A signal that fires with the caller's, or when `restart` was not called for too long. */
function createStall(scope: Scope, options: FetchRangeOptions): Stall {
  const controller = new AbortController();
  let stop = (): void => undefined;
  scope.listen(options.signal, 'abort', () => controller.abort(createAbortError()));
  return {
    signal: controller.signal,
    restart: () => {
      stop();
      stop = scope.timeout(
        () => controller.abort(new Error('the server fell silent')),
        options.stallTimeoutMs,
      );
    },
  };
}

function createReader(response: Response, scope: Scope, stall: Stall): BodyReader {
  const reader = response.body === null ? null : readChunks(response.body);
  return {
    next: async () => {
      stall.restart();
      try {
        const chunk = (await reader?.next()) ?? null;
        if (chunk === null) scope.dispose();
        return chunk;
      } catch (error) {
        scope.dispose();
        throw error;
      }
    },
    cancel: () => {
      scope.dispose();
      reader?.cancel();
    },
  };
}
