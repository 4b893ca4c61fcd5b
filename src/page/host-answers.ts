import type { Scope } from '../std/scope.ts';
import { HOST_ANSWER_WITHIN_MS, type HostAnswer } from '../wire/service-worker.protocol.ts';
import type { Threads } from './start-threads.ts';

type Host = Pick<Threads, 'openLine'>;

/** Answers service workers that look for the page that hosts: only where that is this one. */
export class HostAnswers {
  readonly #scope: Scope;
  readonly #waiting = new Set<MessagePort>();
  #host: Host | undefined;

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** Answers over `port`, also where this page comes to host while that is waited for. */
  answer(port: MessagePort): void {
    if (this.#host !== undefined) {
      answerAs(this.#host, port);
      return;
    }
    this.#waiting.add(port);
    this.#scope.timeout(() => {
      if (this.#waiting.delete(port)) port.close();
    }, HOST_ANSWER_WITHIN_MS);
  }

  /** Notes that this page hosts. */
  become(host: Host): void {
    this.#host = host;
    for (const port of this.#waiting) answerAs(host, port);
    this.#waiting.clear();
  }
}

function answerAs(host: Host, port: MessagePort): void {
  const line = host.openLine();
  port.postMessage({ type: 'host', line } satisfies HostAnswer, [line]);
}
