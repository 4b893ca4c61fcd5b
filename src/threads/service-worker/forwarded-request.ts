import { createAbortError } from '../../std/abort.ts';
import { Scope } from '../../std/scope.ts';
import { SpeechError } from '../../contract/errors.ts';
import type { ResumePoint } from '../../contract/speech-course.ts';
import { openHttp, type HttpAnswer } from '../../wire/http-port.ts';
import { fetchLasting } from '../../wire/lasting-answer.ts';
import { PeerLostError } from '../../wire/peer-watch.ts';
import type { HttpRequestHead } from '../../wire/server.protocol.ts';
import type { HostFinder, Page, Pages } from './host-finder.ts';

const CLIENT_CHECK_MS = 5_000;

/** A request with its whole body. */
export interface Envelope {
  readonly head: HttpRequestHead;
  readonly body: ArrayBuffer | null;
}

/** Where a request finds the page that answers it, and how long it waits for another one. */
export interface ForwardOptions {
  readonly pages: Pages;
  readonly hosts: HostFinder;
  /** How long an answer that lost its host waits for the next one. */
  readonly hostWaitMs: number;
}

/** One request that a host page answers; when that one is lost, the next host goes on with the answer. */
export class ForwardedRequest {
  readonly #envelope: Envelope;
  readonly #options: ForwardOptions;
  /** Ends with the answer. */
  readonly #scope = new Scope();
  /** Ends the present host's part. */
  #part = new AbortController();
  #host: Page | undefined;
  #isFirst = true;
  #hasAnswer = false;

  constructor(envelope: Envelope, options: ForwardOptions) {
    this.#envelope = envelope;
    this.#options = options;
  }

  /**
   * Rejects with `AbortError` when `cancelled` fires before the head, or the client is gone by then; later the signal
   * ends the work, and errors the body.
   */
  async answer(cancelled: AbortSignal): Promise<Response> {
    const waiting = new Scope();
    this.#scope.listen(cancelled, 'abort', () => this.#cancel());
    this.#watchClient(waiting);
    try {
      return await fetchLasting({
        from: this.#envelope.head.resume,
        ask: (resume) => this.#ask(resume),
        generation: () => this.#options.hosts.generation,
        wasClosed: () => this.#wasHostClosed(),
        onCancel: () => this.#cancel(),
        onEnd: () => this.#scope.dispose(),
      });
    } catch (error) {
      this.#scope.dispose();
      throw error;
    } finally {
      waiting.dispose();
    }
  }

  /** Calls `handler` when the answer is over. */
  onEnd(handler: () => void): void {
    this.#scope.add(handler);
  }

  /** Gives up the present host, which leads nowhere any more; the next one is asked. */
  loseHost(): void {
    this.#part.abort(new PeerLostError());
  }

  #cancel(message?: string): void {
    this.#scope.dispose();
    this.#part.abort(createAbortError(message));
  }

  async #ask(resume: ResumePoint | undefined): Promise<HttpAnswer> {
    const { hosts } = this.#options;
    const host = await this.#findHost();
    const { generation } = hosts;
    if (this.#scope.disposed) throw createAbortError();
    const { port1, port2 } = new MessageChannel();
    const part = (this.#part = new AbortController());
    const { head, body } = this.#envelope;
    const request = resume === undefined ? head : { ...head, resume };
    hosts.send(host, { type: 'http', request, body, port: port2 });
    void this.#loseIfGone(host, part);
    try {
      const answer = await openHttp(port1, { signal: part.signal });
      this.#hasAnswer = true;
      return answer;
    } catch (error) {
      // A server worker that the same page announced since is another one, with a line of its own.
      if (error instanceof PeerLostError && hosts.generation === generation) hosts.forget(host.id);
      throw error;
    }
  }

  /** A message to a page that is gone is answered by nobody: while the answer is waited for, the page is looked for. */
  async #loseIfGone(host: Page, part: AbortController): Promise<void> {
    const { hosts, pages } = this.#options;
    if (this.#hasAnswer || (await pages.get(host.id)) !== undefined) return;
    // WebKit does not give every page by its id that it lists.
    if ((await pages.all()).some(({ id }) => id === host.id)) return;
    hosts.forget(host.id);
    // It was gone before the request came.
    this.#isFirst = true;
    part.abort(new PeerLostError());
  }

  /** Waits for a host only where there was one: a page without any is answered at once. */
  async #findHost(): Promise<Page> {
    const { hosts, hostWaitMs } = this.#options;
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    const host =
      (isFirst ? hosts.known : undefined) ??
      (await hosts.findWithin(isFirst ? 0 : hostWaitMs, this.#scope.signal));
    this.#host = host;
    if (host !== undefined) return host;
    throw new SpeechError(
      'engine_unavailable',
      'No page that could speak is open. Open the app and try again.',
    );
  }

  async #wasHostClosed(): Promise<boolean> {
    const host = this.#host;
    return host !== undefined && (await this.#options.pages.get(host.id)) === undefined;
  }

  /** Before the head is out, a page that closes sends nothing: it is looked for. Later its body is cancelled. */
  #watchClient(scope: Scope): void {
    const { clientId } = this.#envelope.head;
    if (clientId === '') return;
    let wasSeen = false;
    const check = async (): Promise<void> => {
      const isThere = (await this.#options.pages.get(clientId)) !== undefined;
      // Some browsers do not list every client, workers above all: one that was never seen cannot vanish.
      if (!isThere && wasSeen && !scope.disposed) this.#cancel('The client is gone.');
      wasSeen = isThere;
    };
    void check();
    scope.interval(() => void check(), CLIENT_CHECK_MS);
  }
}
