import { isOwnRoute } from '../../contract/route-match.ts';
import { createAudioContext, type LoadWorklet } from '../../page/player-output.ts';
import { createPlayer } from '../../page/player.ts';
import { createSharedPlayer, createStreamer, type OpenStream } from '../../page/stream/open-stream.ts';
import { onAbort } from '../../std/abort.ts';
import { Scope } from '../../std/scope.ts';
import type { EmbedCall } from '../../wire/embed.protocol.ts';
import { fetchOverPort } from '../../wire/http-port.ts';
import { openFrameLink, type FrameLink } from './frame-link.ts';

/** How a page finds the speech of another origin. */
export interface EmbedOptions {
  /** The address of that origin's `embed.html`. */
  readonly url: string | URL;
  /** Ends the connection, also before it stands. */
  readonly signal?: AbortSignal;
}

/** The speech of another origin, in this page. */
export interface EmbeddedSpeech {
  /** Like the global one, except that requests of the API, such as `/v1/audio/speech`, go to the other origin. */
  readonly fetch: typeof fetch;
  /** Speaks a text that may still be written, as `stream` does in a page of the other origin. */
  readonly stream: OpenStream;
  /** Ends the connection and all that goes over it. */
  dispose(): void;
}

/**
 * Connects this page to the speech of another origin by a hidden frame. Rejects with an `Error` where that origin does not
 * allow this page's one, or speaks another version, or does not answer; with an `AbortError` where `signal` fires.
 */
export async function connectSpeech({ url, signal }: EmbedOptions): Promise<EmbeddedSpeech> {
  signal?.throwIfAborted();
  const scope = new Scope();
  const link = openFrameLink(scope, new URL(url, document.baseURI));
  if (signal !== undefined) onAbort(signal, () => scope.dispose());
  try {
    await link.ready;
  } catch (error) {
    scope.dispose();
    signal?.throwIfAborted();
    throw error;
  }
  const embedFetch = createEmbedFetch(scope, link);
  const openPlayer = createSharedPlayer(scope, () =>
    createPlayer(createAudioContext, createWorkletLoader(link)),
  );
  const baseUrl = `${location.origin}/`;
  return {
    fetch: embedFetch,
    stream: createStreamer({ scope, fetch: embedFetch, baseUrl, openPlayer }),
    dispose: () => scope.dispose(),
  };
}

function createEmbedFetch(scope: Scope, link: FrameLink): typeof fetch {
  const routes = { origin: location.origin, isGuest: true };
  return async (input, init) => {
    const request = new Request(input, init);
    const { method, headers } = request;
    if (!isOwnRoute(request.url, method, routes)) return fetch(request);
    const signal = AbortSignal.any([request.signal, scope.signal]);
    signal.throwIfAborted();
    const { pathname, search } = new URL(request.url);
    const body = method === 'GET' || method === 'HEAD' ? null : await request.arrayBuffer();
    const head = { method, url: pathname + search, headers: [...headers] };
    return ask(link, { type: 'http', request: head, body }, signal);
  };
}

/** The worklet comes from the other origin as text, since few hosts let its file be loaded as a module from elsewhere. */
function createWorkletLoader(link: FrameLink): LoadWorklet {
  return async (context) => {
    const module = await (await ask(link, { type: 'player' })).blob();
    const url = URL.createObjectURL(new Blob([module], { type: 'text/javascript' }));
    try {
      await context.audioWorklet.addModule(url);
    } finally {
      URL.revokeObjectURL(url);
    }
  };
}

type Unsent<Call> = Call extends { readonly port: MessagePort } ? Omit<Call, 'port'> : never;

async function ask(link: FrameLink, call: Unsent<EmbedCall>, signal?: AbortSignal): Promise<Response> {
  const { port1, port2 } = new MessageChannel();
  await link.post({ ...call, port: port2 });
  return fetchOverPort(port1, signal === undefined ? {} : { signal });
}
