import { Scope } from '../std/scope.ts';

/** An answer that did not come from the network, with its whole body. */
export interface DirectAnswer {
  readonly url: string;
  readonly response: Response;
  readonly body: Blob;
}

/** A request that gives an answer from elsewhere once `answerWith` was called. */
export interface AnsweredXhr extends XMLHttpRequest {
  /** Begins to give an answer; null gives what comes from the network again. */
  answerWith(answer: DirectAnswer | null): void;
}

/** The class that `createAnsweredXhr` returns, with the constants of `XMLHttpRequest`. */
export interface AnsweredXhrClass extends Omit<typeof XMLHttpRequest, 'prototype'> {
  new (): AnsweredXhr;
  readonly prototype: AnsweredXhr;
}

/**
 * Creates an `XMLHttpRequest` that can give an answer which did not come from the network: the browser reads the body
 * out of a blob, with the events and the type of response that were asked for, and the rest is taken from the answer.
 */
export function createAnsweredXhr(native: typeof XMLHttpRequest): AnsweredXhrClass {
  return class extends native implements AnsweredXhr {
    #answer: DirectAnswer | null = null;

    override get status(): number {
      return this.#shown?.response.status ?? super.status;
    }

    override get statusText(): string {
      return this.#shown?.response.statusText ?? super.statusText;
    }

    override get responseURL(): string {
      return this.#shown?.url ?? super.responseURL;
    }

    override getResponseHeader(name: string): string | null {
      return this.#shown === null ? super.getResponseHeader(name) : this.#shown.response.headers.get(name);
    }

    override getAllResponseHeaders(): string {
      if (this.#shown === null) return super.getAllResponseHeaders();
      return [...this.#shown.response.headers].map(([name, value]) => `${name}: ${value}\r\n`).join('');
    }

    answerWith(answer: DirectAnswer | null): void {
      this.#answer = answer;
      if (answer === null) return;
      const scope = new Scope();
      const url = URL.createObjectURL(answer.body);
      scope.add(() => URL.revokeObjectURL(url));
      scope.listen(this, 'loadend', () => scope.dispose());
      super.open('GET', url, true);
      super.send();
    }

    get #shown(): DirectAnswer | null {
      return super.status === 0 ? null : this.#answer;
    }
  };
}
