import { createAbortError } from '../../std/abort.ts';
import { Scope } from '../../std/scope.ts';
import { SpeechError } from '../../contract/errors.ts';
import { toErrorResponse } from '../../api/answer/error-response.ts';
import { MAX_BODY_BYTES } from '../../api/request/read-json.ts';
import { addCommonHeaders, createRequestId } from '../../api/answer/response-headers.ts';
import { matchRoute } from '../../contract/route-match.ts';
import { CANCEL_HEADER } from '../../wire/cancel-header.ts';
import { fetchOverPort } from '../../wire/http-port.ts';
import { PeerLostError } from '../../wire/peer-lost-error.ts';
import type { HttpRequestHead } from '../../wire/server.protocol.ts';
import type { HostFinder, Pages } from './host-finder.ts';
import { readBody } from './read-body.ts';

/** Uploads of sound; the contract's limit. */
const MAX_UPLOAD_BYTES = 26_214_400;

const CLIENT_CHECK_MS = 5_000;

/** An SDK that ran into its time limit gives up as a person does, and within a second asks again, to join the same work. */
const CANCEL_AFTER_MS = 2_000;

interface Envelope {
  readonly head: HttpRequestHead;
  readonly body: ArrayBuffer | null;
}

/** Takes in requests of the API, has the host page's server worker answer them, and never rejects. */
export class ApiFront {
  readonly #pages: Pages;
  readonly #hosts: HostFinder;
  readonly #open = new Set<AbortController>();
  /** Requests without an answer that their pages can cancel, by the names which those gave them. */
  readonly #calls = new Map<string, Scope>();

  constructor(pages: Pages, hosts: HostFinder) {
    this.#pages = pages;
    this.#hosts = hosts;
  }

  async answer(request: Request, clientId: string): Promise<Response> {
    const call = new Scope();
    const name = request.headers.get(CANCEL_HEADER);
    if (name !== null) this.#calls.set(name, call);
    try {
      return await this.#forward(await toEnvelope(request, clientId), call.signal);
    } catch (error) {
      return addCommonHeaders(toErrorResponse(toPublicError(error)), createRequestId());
    } finally {
      if (name !== null) this.#calls.delete(name);
      call.dispose();
    }
  }

  /** Gives up what a page gave up before its answer, a moment later. */
  cancel(name: string): void {
    const call = this.#calls.get(name);
    call?.timeout(() => {
      call.dispose();
    }, CANCEL_AFTER_MS);
  }

  /** Ends what an earlier host was asked for: its ports lead nowhere any more. */
  dropOpen(): void {
    for (const controller of this.#open) controller.abort(new PeerLostError());
    this.#open.clear();
  }

  async #forward(envelope: Envelope, cancelled: AbortSignal): Promise<Response> {
    try {
      return await this.#ask(envelope, cancelled);
    } catch (error) {
      // The host went before it answered. Nothing was heard of its answer, so another may give it.
      if (!(error instanceof PeerLostError)) throw error;
      return this.#ask(envelope, cancelled);
    }
  }

  async #ask({ head, body }: Envelope, cancelled: AbortSignal): Promise<Response> {
    const host = await this.#hosts.find();
    if (host === undefined) {
      throw new SpeechError(
        'engine_unavailable',
        'No page that could speak is open. Open the app and try again.',
      );
    }
    cancelled.throwIfAborted();
    const { port1, port2 } = new MessageChannel();
    const controller = new AbortController();
    this.#open.add(controller);
    host.postMessage({ type: 'http', request: head, body, port: port2 }, [port2]);
    const waiting = new Scope();
    waiting.listen(cancelled, 'abort', () => {
      controller.abort(createAbortError());
    });
    this.#watchClient(head.clientId, { scope: waiting, controller });
    try {
      return await fetchOverPort(port1, {
        signal: controller.signal,
        onEnd: () => this.#open.delete(controller),
      });
    } catch (error) {
      if (error instanceof PeerLostError) this.#hosts.forget(host.id);
      throw error;
    } finally {
      waiting.dispose();
    }
  }

  /** Before the head is out, a page that closes tells nothing: it is looked for. Later its body is cancelled. */
  #watchClient(clientId: string, { scope, controller }: { scope: Scope; controller: AbortController }): void {
    if (clientId === '') return;
    let wasSeen = false;
    const check = async (): Promise<void> => {
      const isThere = (await this.#pages.get(clientId)) !== undefined;
      // Some browsers do not list every client, workers above all: one that was never seen cannot vanish.
      if (!isThere && wasSeen && !scope.disposed) controller.abort(createAbortError('The client is gone.'));
      wasSeen = isThere;
    };
    void check();
    scope.interval(() => void check(), CLIENT_CHECK_MS);
  }
}

async function toEnvelope(request: Request, clientId: string): Promise<Envelope> {
  const route = matchRoute(new URL(request.url).pathname)?.name;
  const isUpload = route === 'transcriptions' || route === 'translations';
  const body = await readBody(request, isUpload ? MAX_UPLOAD_BYTES : MAX_BODY_BYTES);
  const { method, url } = request;
  const headers = [...request.headers].filter(([name]) => name !== CANCEL_HEADER);
  return { head: { method, url, headers, clientId }, body };
}

function toPublicError(error: unknown): unknown {
  if (!(error instanceof PeerLostError)) return error;
  return new SpeechError('engine_unavailable', 'The page that was speaking is gone. Try again.', {
    cause: error,
  });
}
