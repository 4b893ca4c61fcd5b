import { Scope } from '../../std/scope.ts';
import { SpeechError } from '../../contract/errors.ts';
import { toErrorResponse } from '../../api/answer/error-response.ts';
import { MAX_UPLOAD_BYTES } from '../../api/request/form-fields.ts';
import { MAX_BODY_BYTES } from '../../api/request/read-json.ts';
import { addCommonHeaders, createRequestId } from '../../api/answer/response-headers.ts';
import { matchRoute } from '../../contract/route-match.ts';
import { CANCEL_HEADER } from '../../wire/service-worker.protocol.ts';
import { readResumePlace, RESUME_HEADER } from '../../wire/resume-header.ts';
import { PeerLostError } from '../../wire/peer-watch.ts';
import { ForwardedRequest, type Envelope, type ForwardOptions } from './forwarded-request.ts';
import type { HostFinder, Pages } from './host-finder.ts';
import { readBody } from './read-body.ts';

/** An SDK that ran into its time limit gives up as a person does, and within a second asks again, to join the same work. */
const CANCEL_AFTER_MS = 2_000;

/** A page needs some seconds to load, and Firefox ends a service worker that hears nothing for 30 s. */
const HOST_WAIT_MS = 25_000;

/** What the front knows of the service worker that it stands in. */
export interface ApiFrontOptions {
  /** Where the app lies below its origin: the path of the service worker's scope, with a slash at its end. */
  readonly basePath: string;
  /** How long an answer that lost its host waits for the next one; 25 s if left out. */
  readonly hostWaitMs?: number;
}

/** Takes in requests of the API, has the host page's server worker answer them, and never rejects. */
export class ApiFront {
  readonly #options: ForwardOptions;
  readonly #basePath: string;
  readonly #open = new Set<ForwardedRequest>();
  /** Requests that their pages can cancel, by the names which those gave them, until their answers are over. */
  readonly #calls = new Map<string, { readonly scope: Scope; hasBegun: boolean }>();

  constructor(pages: Pages, hosts: HostFinder, { basePath, hostWaitMs = HOST_WAIT_MS }: ApiFrontOptions) {
    this.#options = { pages, hosts, hostWaitMs };
    this.#basePath = basePath;
  }

  /** Resolves to the answer of the host page, or to one in the error form; never rejects. */
  async answer(request: Request, clientId: string): Promise<Response> {
    const scope = new Scope();
    const call = { scope, hasBegun: false };
    const name = request.headers.get(CANCEL_HEADER);
    if (name !== null) {
      this.#calls.set(name, call);
      scope.add(() => this.#calls.delete(name));
    }
    try {
      const response = await this.#forward(await this.#toEnvelope(request, clientId), scope);
      call.hasBegun = true;
      return response;
    } catch (error) {
      scope.dispose();
      return addCommonHeaders(toErrorResponse(toPublicError(error)), createRequestId());
    }
  }

  /** Gives up what a page gave up: at once in the middle of an answer, and a moment later before it. */
  cancel(name: string): void {
    const call = this.#calls.get(name);
    if (call?.hasBegun === true) call.scope.dispose();
    else call?.scope.timeout(() => call.scope.dispose(), CANCEL_AFTER_MS);
  }

  /** Has the present host go on with what an earlier one was asked for: the ports to that lead nowhere any more. */
  dropOpen(): void {
    for (const request of this.#open) request.loseHost();
  }

  /** The scope ends with the answer; the answer is cancelled where it ends before. */
  async #forward(envelope: Envelope, scope: Scope): Promise<Response> {
    scope.signal.throwIfAborted();
    const request = new ForwardedRequest(envelope, this.#options);
    this.#open.add(request);
    request.onEnd(() => {
      this.#open.delete(request);
      scope.dispose();
    });
    return request.answer(scope.signal);
  }

  async #toEnvelope(request: Request, clientId: string): Promise<Envelope> {
    const route = matchRoute(new URL(request.url).pathname, this.#basePath)?.name;
    const isUpload = route === 'transcriptions' || route === 'translations';
    const body = await readBody(request, isUpload ? MAX_UPLOAD_BYTES : MAX_BODY_BYTES);
    const { method, url } = request;
    const headers = [...request.headers].filter(([name]) => name !== CANCEL_HEADER && name !== RESUME_HEADER);
    const place = readResumePlace(request.headers.get(RESUME_HEADER));
    const resume = place && { ...place, course: undefined };
    return { head: { method, url, headers, clientId, ...(resume && { resume }) }, body };
  }
}

function toPublicError(error: unknown): unknown {
  if (!(error instanceof PeerLostError)) return error;
  return new SpeechError('engine_unavailable', 'The page that was speaking is gone. Try again.', {
    cause: error,
  });
}
