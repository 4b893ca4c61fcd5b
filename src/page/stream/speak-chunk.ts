import { fromBase64 } from '../../std/base64.ts';
import { SAMPLE_RATE } from '../../contract/audio.ts';
import { SpeechError, type SpeechErrorCode } from '../../contract/errors.ts';
import { orAbort } from '../../std/abort.ts';
import { Scope } from '../../std/scope.ts';
import type { TextChunk } from '../../text/streaming/text-chunker.ts';

/** A word that was spoken: UTF-16 offsets in the text so far, and seconds from the beginning of all speech. */
export interface StreamedWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** Sound, mono at 24 kHz, and the words that begin in it. */
export interface SpokenPart {
  readonly samples: Float32Array<ArrayBuffer>;
  readonly words: readonly StreamedWord[];
}

/** How a chunk is asked for. */
export interface ChunkCall {
  readonly fetch: typeof fetch;
  /** The address of the route for captioned speech. */
  readonly url: string;
  /** The fields of the request, besides the text. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
}

interface CaptionedLine {
  readonly audio: string;
  readonly timestamps:
    | readonly {
        readonly word: string;
        readonly start_time: number;
        readonly end_time: number;
        readonly start_char: number;
        readonly end_char: number;
      }[]
    | null;
  readonly error?: {
    readonly code: SpeechErrorCode | null;
    readonly message: string;
    readonly param: string | null;
  };
}

/**
 * Speaks a chunk, whose sound begins at `fromSeconds`; without times where the model's file has none. Throws a `SpeechError`,
 * or an `AbortError`.
 */
export async function* speakChunk(
  chunk: TextChunk,
  fromSeconds: number,
  call: ChunkCall,
): AsyncGenerator<SpokenPart, void, undefined> {
  try {
    yield* askFor(chunk, fromSeconds, call);
  } catch (error) {
    // It comes before any sound.
    if (!(error instanceof SpeechError) || error.param !== 'return_timestamps') throw error;
    yield* askFor(chunk, fromSeconds, { ...call, fields: { ...call.fields, return_timestamps: false } });
  }
}

async function* askFor(
  chunk: TextChunk,
  fromSeconds: number,
  { fetch, url, fields, signal }: ChunkCall,
): AsyncGenerator<SpokenPart, void, undefined> {
  const body = JSON.stringify({ ...fields, input: chunk.text, response_format: 'pcm', stream: true });
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetchPatiently(() => fetch(url, { method: 'POST', headers, body, signal }), signal);
  if (!response.ok) throw await readError(response);
  for await (const line of readLines(response)) {
    const parsed = JSON.parse(line) as CaptionedLine;
    if (parsed.error !== undefined) throw toSpeechError(parsed);
    yield {
      samples: toSamples(parsed.audio),
      words: (parsed.timestamps ?? []).map((word) => ({
        text: word.word,
        start: chunk.start + word.start_char,
        end: chunk.start + word.end_char,
        startSeconds: fromSeconds + word.start_time,
        endSeconds: fromSeconds + word.end_time,
      })),
    };
  }
}

/** Converts a number of samples to seconds. */
export function toSeconds(sampleCount: number): number {
  return sampleCount / SAMPLE_RATE;
}

async function* readLines({ body }: Response): AsyncGenerator<string, void, undefined> {
  const reader = body?.getReader();
  if (reader === undefined) return;
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      rest += decoder.decode(step.value, { stream: true });
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } finally {
    // Does nothing to a body that was read to its end.
    void reader.cancel().catch(() => undefined);
  }
}

/** Where Sotto does not answer, the network does, with a page of its own. */
async function readError(response: Response): Promise<SpeechError> {
  const body = await response.text();
  try {
    return toSpeechError(JSON.parse(body) as CaptionedLine);
  } catch (cause) {
    const message = `The address of the API answered with ${response.status}, and not as the API does.`;
    return new SpeechError('engine_unavailable', message, { cause });
  }
}

function toSpeechError({ error }: CaptionedLine): SpeechError {
  const code = error?.code ?? 'synthesis_failed';
  const param = error?.param ?? undefined;
  return new SpeechError(code, error?.message ?? 'The speech failed.', param === undefined ? {} : { param });
}

function toSamples(base64: string): Float32Array<ArrayBuffer> {
  const bytes = fromBase64(base64);
  const view = new DataView(bytes.buffer);
  return Float32Array.from(
    { length: bytes.length / 2 },
    (_, index) => view.getInt16(index * 2, true) / 32_768,
  );
}

/** How often a request is made in all when the API refuses it for now. */
const MOST_ATTEMPTS = 5;

/** Nobody who listens waits longer than this for one attempt. */
const MOST_WAIT_SECONDS = 30;

/**
 * Sends a request again when its answer says so: 429 or 503 with `Retry-After`, unless `X-Should-Retry` says that there is no
 * use. Resolves to the last answer otherwise; rejects as `send` and `signal` do.
 */
async function fetchPatiently(send: () => Promise<Response>, signal: AbortSignal): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await send();
    const seconds = toWaitSeconds(response);
    if (seconds === null || attempt === MOST_ATTEMPTS) return response;
    await response.body?.cancel();
    await sleep(seconds * 1_000, signal);
  }
}

/** Reads how long to wait: seconds or a date; null where the request should not be made again. */
function toWaitSeconds({ status, headers }: Response): number | null {
  const value = headers.get('retry-after');
  if ((status !== 429 && status !== 503) || value === null) return null;
  if (headers.get('x-should-retry') === 'false') return null;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1_000;
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), MOST_WAIT_SECONDS) : null;
}

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  const waiting = new Scope();
  try {
    await orAbort(waiting.sleep(ms), signal);
  } finally {
    waiting.dispose();
  }
}
