import { Scope } from '../std/scope.ts';
import { createAnsweredXhr, type DirectAnswer } from './answered-xhr.ts';
import { fetchDirectly, type SpeechFetchOptions } from './speech-fetch.ts';

/** How a request is recognised as one to the API, and when it is held; as in `SpeechFetchOptions`. */
export type SpeechXhrOptions = Pick<SpeechFetchOptions, 'isOwn' | 'isControlled' | 'untilAnswered'>;

interface OpenedRequest {
  readonly method: string;
  readonly url: string;
  readonly isAsync: boolean;
  readonly headers: Headers;
}

interface HeldRequest extends OpenedRequest {
  readonly body: XMLHttpRequestBodyInit | null;
  readonly signal: AbortSignal;
}

/**
 * Creates an `XMLHttpRequest` whose API requests wait until the page is controlled, or are answered by this page's own
 * server worker. All others go out at once. A synchronous request cannot wait and always goes out.
 */
export function createSpeechXhr(
  native: typeof XMLHttpRequest,
  options: SpeechXhrOptions,
): typeof XMLHttpRequest {
  return class extends createAnsweredXhr(native) {
    #opened: OpenedRequest | null = null;
    #wait: Scope | null = null;

    override open(method: string, url: string | URL, ...rest: [boolean?, string?, string?]): void {
      this.#wait?.dispose();
      this.#wait = null;
      this.answerWith(null);
      const [isAsync = true, ...login] = rest;
      super.open(method, url, isAsync, ...login);
      const { href } = new URL(url, document.baseURI);
      this.#opened = { method: method.toUpperCase(), url: href, isAsync, headers: new Headers() };
    }

    override setRequestHeader(name: string, value: string): void {
      super.setRequestHeader(name, value);
      this.#opened?.headers.append(name, value);
    }

    override send(body: Document | XMLHttpRequestBodyInit | null = null): void {
      const opened = this.#opened;
      const isHeld = opened?.isAsync === true && options.isOwn(opened.url, opened.method);
      if (!isHeld || body instanceof Document || options.isControlled()) super.send(body);
      else void this.#hold(opened, body);
    }

    override abort(): void {
      if (this.#wait === null) super.abort();
      else this.#giveUp('abort');
    }

    async #hold(opened: OpenedRequest, body: XMLHttpRequestBodyInit | null): Promise<void> {
      const wait = (this.#wait = new Scope());
      if (this.timeout > 0) wait.timeout(() => this.#giveUp('timeout'), this.timeout);
      const answer = await untilAnswered({ ...opened, body, signal: wait.signal }, options).catch(() => null);
      if (wait.disposed) return;
      wait.dispose();
      this.#wait = null;
      if (answer === null) this.#giveUp('error');
      else if (answer === undefined) super.send(body);
      else this.answerWith(answer);
    }

    #giveUp(type: 'abort' | 'timeout' | 'error'): void {
      this.#wait?.dispose();
      this.#wait = null;
      super.abort();
      for (const name of [type, 'loadend']) this.dispatchEvent(new ProgressEvent(name));
    }
  };
}

/** Resolves to the whole answer of this page's server worker, or to undefined once the page is controlled. */
async function untilAnswered(
  { url, ...init }: HeldRequest,
  options: SpeechXhrOptions,
): Promise<DirectAnswer | undefined> {
  const server = await options.untilAnswered();
  if (server === undefined || init.signal.aborted) return undefined;
  const response = await fetchDirectly(new Request(url, init), server);
  return { url, response, body: await response.blob() };
}
