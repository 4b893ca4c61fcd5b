import { onAbort, orAbort } from '../std/abort.ts';
import { CANCEL_HEADER } from '../wire/service-worker.protocol.ts';
import type { ResumePoint } from '../contract/speech-course.ts';
import { openHttp, type HttpAnswer } from '../wire/http-port.ts';
import { fetchLasting } from '../wire/lasting-answer.ts';
import type { HttpRequestHead, ServerInbound } from '../wire/server.protocol.ts';
import { createRandomId } from '../std/random-id.ts';

/** This page's own server worker. */
export interface OwnServer {
  /** Hands a request to the present one. */
  post(message: Extract<ServerInbound, { type: 'http' }>): void;
  /** Counts the server workers that were started. */
  readonly generation: () => number;
  /** Fires when the present one is lost and another took over. */
  readonly lost: () => AbortSignal;
}

/** How a request is recognised as one to the API, and where it goes while the service worker does not answer. */
export interface SpeechFetchOptions {
  readonly nativeFetch: typeof fetch;
  /** Whether the service worker answers requests of this method for this absolute address. */
  readonly isOwn: (url: string, method: string) => boolean;
  /** Whether the service worker answers this page's requests. */
  readonly isControlled: () => boolean;
  /** Resolves to undefined when the page is controlled, or before that to this page's own server worker. */
  readonly untilAnswered: () => Promise<OwnServer | undefined>;
  /** Tells the service worker that the request with this name in its `CANCEL_HEADER` was given up. */
  readonly cancel: (name: string) => void;
}

/**
 * Creates a `fetch` whose API requests are answered also while the service worker does not control the page: by the
 * server worker of this page, or as soon as the page is controlled. They never fall to the network. Later it tells the
 * service worker of requests that are aborted.
 */
export function createSpeechFetch(options: SpeechFetchOptions): typeof fetch {
  const { nativeFetch, isOwn, isControlled, untilAnswered } = options;
  return async (input, init) => {
    if (!isOwn(toAddress(input), toMethod(input, init))) return nativeFetch(input, init);
    // Nobody can abort it.
    if (isControlled() && !(input instanceof Request) && !init?.signal) return nativeFetch(input, init);
    const request = new Request(input, init);
    const server = isControlled() ? undefined : await orAbort(untilAnswered(), request.signal);
    return server === undefined ? fetchNamed(request, options) : fetchDirectly(request, server);
  };
}

function toAddress(input: RequestInfo | URL): string {
  return new URL(input instanceof Request ? input.url : input, document.baseURI).href;
}

function toMethod(input: RequestInfo | URL, init: RequestInit | undefined): string {
  return (init?.method ?? (input instanceof Request ? input.method : 'GET')).toUpperCase();
}

async function fetchNamed(
  request: Request,
  { nativeFetch, cancel }: Pick<SpeechFetchOptions, 'nativeFetch' | 'cancel'>,
): Promise<Response> {
  const name = createRandomId();
  request.headers.set(CANCEL_HEADER, name);
  // Not only until the answer begins: WebKit tells a service worker nothing of a body that is called off.
  onAbort(request.signal, () => {
    cancel(name);
  });
  return nativeFetch(request);
}

/** Has this page's server worker answer a request, past the service worker; the next one goes on with the answer. */
export async function fetchDirectly(request: Request, server: OwnServer): Promise<Response> {
  request.signal.throwIfAborted();
  const { method, url, headers, signal } = request;
  const head: HttpRequestHead = { method, url, headers: [...headers], clientId: '' };
  const body = method === 'GET' || method === 'HEAD' ? null : await request.arrayBuffer();
  const ended = new AbortController();
  const ask = (resume: ResumePoint | undefined): Promise<HttpAnswer> => {
    const { port1, port2 } = new MessageChannel();
    const asked = resume === undefined ? head : { ...head, resume };
    server.post({ type: 'http', request: asked, body, port: port2 });
    return openHttp(port1, { signal: AbortSignal.any([signal, ended.signal, server.lost()]) });
  };
  return fetchLasting({ ask, generation: server.generation, onCancel: () => ended.abort() });
}
