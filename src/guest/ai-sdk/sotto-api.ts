import { APICallError, type SharedV4Warning } from '@ai-sdk/provider';
import { onAbort } from '../../std/abort.ts';
import { Scope } from '../../std/scope.ts';
import { createStreamer, type OpenStream } from '../../page/stream/open-stream.ts';

/** Where Sotto answers. */
export interface SottoProviderSettings {
  /** The address of the API; `/v1` of the page's own origin if left out. */
  readonly baseURL?: string;
  /** What requests are sent with: `speech.fetch` works without a service worker, too. The global one if left out. */
  readonly fetch?: typeof globalThis.fetch;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request, as the models of the AI SDK describe it. */
export interface ApiCall {
  /** Below the base URL, e.g. `audio/speech`. */
  readonly path: string;
  readonly body: FormData | Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Reaches Sotto by its API. */
export class SottoApi {
  readonly #settings: SottoProviderSettings;

  constructor(settings: SottoProviderSettings) {
    this.#settings = settings;
  }

  /** Posts a request. Rejects with the AI SDK's `APICallError`, which says whether another try may help. */
  async post({ path, body, headers, signal }: ApiCall): Promise<Response> {
    const url = `${this.#toBaseUrl()}/${path}`;
    const isForm = body instanceof FormData;
    const response = await this.#fetch(url, {
      method: 'POST',
      headers: toHeaders({
        ...(isForm ? {} : { 'Content-Type': 'application/json' }),
        ...this.#settings.headers,
        ...headers,
      }),
      body: isForm ? body : JSON.stringify(body),
      ...(signal === undefined ? {} : { signal }),
    });
    if (response.ok) return response;
    throw await toCallError(response, { url, requestBodyValues: isForm ? Object.fromEntries(body) : body });
  }

  /** Opens a stream of speech that ends with the signal. */
  openStream(signal: AbortSignal | undefined): OpenStream {
    const scope = new Scope();
    if (signal !== undefined) onAbort(signal, () => scope.dispose());
    const openPlayer = (): never => {
      throw new Error('The AI SDK plays what it gets.');
    };
    // Every spelling of `/v1` lies beside the same routes for other clients.
    const baseUrl = this.#toBaseUrl().replace(/(?:(?:api|openai)\/)?v1$/, '');
    return createStreamer({ scope, fetch: (input, init) => this.#fetch(input, init), baseUrl, openPlayer });
  }

  get #fetch(): typeof fetch {
    return this.#settings.fetch ?? globalThis.fetch.bind(globalThis);
  }

  #toBaseUrl(): string {
    const url = this.#settings.baseURL ?? '/v1';
    const absolute = URL.canParse(url) ? url : new URL(url, location.href).href;
    return absolute.replace(/\/$/, '');
  }
}

/** Converts what Sotto says it does not speak as it is written to warnings of the AI SDK. */
export function toWarnings(headers: Headers): SharedV4Warning[] {
  const text = headers.get('x-sotto-warnings');
  if (text === null) return [];
  return [{ type: 'other', message: decode(text) }];
}

/** Converts the headers of an answer to what the AI SDK keeps of them. */
export function toRecord(headers: Headers): Record<string, string> {
  return Object.fromEntries(headers);
}

function toHeaders(headers: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const given = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(given);
}

async function toCallError(
  response: Response,
  request: { readonly url: string; readonly requestBodyValues: unknown },
): Promise<APICallError> {
  const responseBody = await response.text();
  const { status: statusCode, headers } = response;
  return new APICallError({
    ...request,
    message: readMessage(responseBody) ?? `Sotto answered with ${statusCode}.`,
    statusCode,
    responseHeaders: toRecord(headers),
    responseBody,
    isRetryable: headers.get('x-should-retry') === 'true' || statusCode === 429,
  });
}

function readMessage(body: string): string | undefined {
  try {
    const { error } = JSON.parse(body) as { readonly error?: { readonly message?: string } };
    return error?.message;
  } catch {
    return undefined;
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
