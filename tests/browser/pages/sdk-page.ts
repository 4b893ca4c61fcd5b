import type { APIError as APIErrorClass, OpenAI as OpenAIClass } from 'openai';

type SpeechParams = Parameters<OpenAIClass['audio']['speech']['create']>[0];
type Sdk = Record<string, typeof APIErrorClass> & { readonly OpenAI: typeof OpenAIClass };

/** What to call, with what limits. `method` and `path` go past `audio.speech.create`, into the SDK's low level. */
export interface SdkCall {
  readonly sdk: string;
  readonly body?: object;
  readonly method?: 'get' | 'post';
  readonly path?: string;
  readonly timeoutMs?: number;
  readonly maxRetries?: number;
  /** Aborts after so long. */
  readonly abortAfterMs?: number;
}

/** How a call of the SDK ended, and what it took. */
export interface SdkOutcome {
  /** Status of every answer, in order; null for a request that had none. */
  readonly statuses: readonly (number | null)[];
  /** The classes of the SDK that the error is an instance of; empty where there was none. */
  readonly errorClasses: readonly string[];
  readonly error: Readonly<Record<string, unknown>> | null;
  readonly byteCount: number;
}

const speech = { model: 'tts-1', voice: 'alloy', input: 'Hello there. How are you?' } as const;

let seen: (number | null)[] = [];

/** The statuses that the latest `call` has seen so far. */
export function statusesSoFar(): readonly (number | null)[] {
  return seen;
}

async function load(name: string): Promise<Sdk> {
  return (await import(/* @vite-ignore */ `${location.origin}/test/${name}.js`)) as Sdk;
}

async function connect(name: string, statuses: (number | null)[] = []): Promise<OpenAIClass> {
  const { OpenAI } = await load(name);
  return new OpenAI({
    baseURL: `${location.origin}/v1`,
    apiKey: 'not needed',
    dangerouslyAllowBrowser: true,
    fetch: async (...parameters: Parameters<typeof fetch>) => {
      const [input] = parameters;
      // The SDK also fetches `data:,` once, to learn what a Response is.
      if (typeof input === 'string' && input.startsWith('data:')) return fetch(...parameters);
      const at = statuses.push(null) - 1;
      const response = await fetch(...parameters);
      statuses[at] = response.status;
      return response;
    },
  });
}

/** Makes a call that is expected to end in an error, or to be repeated. */
export async function call(options: SdkCall): Promise<SdkOutcome> {
  const { sdk, timeoutMs, maxRetries, abortAfterMs } = options;
  const statuses: (number | null)[] = [];
  seen = statuses;
  const openai = await connect(sdk, statuses);
  const limits = {
    ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    ...(maxRetries === undefined ? {} : { maxRetries }),
    ...(abortAfterMs === undefined ? {} : { signal: AbortSignal.timeout(abortAfterMs) }),
  };
  try {
    const response = await send(openai, options, limits);
    const { byteLength } = await response.arrayBuffer();
    return { statuses, errorClasses: [], error: null, byteCount: byteLength };
  } catch (error) {
    return {
      statuses,
      errorClasses: toClasses(await load(sdk), error),
      error: toFields(error),
      byteCount: 0,
    };
  }
}

function send(openai: OpenAIClass, { body, method, path }: SdkCall, limits: object): Promise<Response> {
  if (path !== undefined) return openai[method ?? 'get'](path, { body, ...limits });
  return openai.audio.speech.create({ ...speech, ...body }, limits);
}

function toClasses(sdk: Sdk, error: unknown): string[] {
  return Object.keys(sdk).filter((name) => name.endsWith('Error') && error instanceof sdk[name]!);
}

function toFields(error: unknown): Record<string, unknown> {
  const fields = error as Record<string, unknown>;
  return Object.fromEntries(
    ['name', 'message', 'status', 'code', 'param', 'type', 'requestID'].map((key) => [
      key,
      fields[key] ?? null,
    ]),
  );
}

/** Speaks in each format, and tells the answers' types and sizes. */
export async function speakFormats(
  sdk: string,
  formats: readonly string[],
): Promise<Record<string, { readonly type: string | null; readonly byteCount: number }>> {
  const openai = await connect(sdk);
  const answers = formats.map(async (format) => {
    const response = await openai.audio.speech.create({ ...speech, response_format: format } as SpeechParams);
    const { byteLength } = await response.arrayBuffer();
    return [format, { type: response.headers.get('content-type'), byteCount: byteLength }] as const;
  });
  return Object.fromEntries(await Promise.all(answers));
}

/** Reads OpenAI's events by hand, as callers of the SDK must, and compares their audio with the bare bytes. */
export async function readEvents(
  sdk: string,
): Promise<{ types: string[]; isEqual: boolean; usage: unknown }> {
  const openai = await connect(sdk);
  const bare = await openai.audio.speech.create({ ...speech, response_format: 'pcm' });
  const pcm = new Uint8Array(await bare.arrayBuffer());
  const response = await openai.audio.speech.create({
    ...speech,
    model: 'gpt-4o-mini-tts',
    response_format: 'pcm',
    stream_format: 'sse',
  });
  const types: string[] = [];
  const audio: number[] = [];
  let usage: unknown = null;
  let rest = '';
  for await (const text of response.body!.pipeThrough(new TextDecoderStream())) {
    const events = (rest + text).split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const data = JSON.parse(event.slice('data: '.length)) as {
        type: string;
        audio?: string;
        usage?: unknown;
      };
      types.push(data.type);
      for (const char of atob(data.audio ?? '')) audio.push(char.charCodeAt(0));
      usage = data.usage ?? usage;
    }
  }
  const isEqual = rest === '' && audio.length === pcm.length && audio.every((byte, at) => byte === pcm[at]);
  return { types, isEqual, usage };
}

/** Asks for the raw answer beside the data. */
export async function askWithResponse(
  sdk: string,
): Promise<{ requestId: unknown; engine: string | null; length: string | null; byteCount: number }> {
  const openai = await connect(sdk);
  const {
    data,
    response,
    request_id: requestId,
  } = await openai.audio.speech.create({ ...speech, response_format: 'wav' }).withResponse();
  const { byteLength } = await data.arrayBuffer();
  const { headers } = response;
  return {
    requestId,
    engine: headers.get('x-sotto-engine'),
    length: headers.get('content-length'),
    byteCount: byteLength,
  };
}

export async function listModels(sdk: string): Promise<{ ids: string[]; retrieved: string }> {
  const openai = await connect(sdk);
  const ids: string[] = [];
  for await (const { id } of openai.models.list()) ids.push(id);
  return { ids, retrieved: (await openai.models.retrieve('hexgrad/Kokoro-82M')).id };
}

/** Aborts after the first bytes, and tells what the reader is told and how many segments were made until then. */
export async function abortInTheMiddle(sdk: string, input: string): Promise<string> {
  const openai = await connect(sdk);
  const abort = new AbortController();
  const response = await openai.audio.speech.create(
    { ...speech, input, response_format: 'pcm' },
    { signal: abort.signal },
  );
  const reader = response.body!.getReader();
  await reader.read();
  abort.abort();
  return reader.read().then(
    () => 'went on',
    (error: unknown) => (error as Error).name,
  );
}

export async function countRuns(): Promise<number> {
  return ((await (await fetch('/v1/engine')).json()) as { runs: number }).runs;
}
