import type { Scope } from '../../std/scope.ts';
import { SharedAnswer, type Answer } from './shared-answer.ts';

/** The answers that wait or run; a request that is the same as one of them joins its answer. */
export class OpenAnswers<F> {
  readonly #answers = new Set<SharedAnswer<F>>();
  /** The newest answer to each request of each client. */
  readonly #joinable = new Map<string, SharedAnswer<F>>();

  get count(): number {
    return this.#answers.size;
  }

  /** Returns the answer to the request that `key` names while it can be joined; else begins one with `create`. */
  joinOrOpen(key: string, create: (scope: Scope) => Promise<Answer<F>>): SharedAnswer<F> {
    const known = this.#joinable.get(key);
    return known?.isJoinable === true ? known : this.#open(key, create);
  }

  #open(key: string, create: (scope: Scope) => Promise<Answer<F>>): SharedAnswer<F> {
    const answer = new SharedAnswer<F>(create, () => {
      this.#answers.delete(answer);
      if (this.#joinable.get(key) === answer) this.#joinable.delete(key);
    });
    this.#answers.add(answer);
    this.#joinable.set(key, answer);
    return answer;
  }
}
