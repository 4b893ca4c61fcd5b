import { joinBytes } from '../../std/join.ts';
import type { Answer, Bytes } from './shared-answer.ts';

/** How much is kept, and how many answers. */
const MAX_KEPT_BYTES = 64 * 1024 * 1024;
const MAX_ANSWERS = 32;

/** An answer that was read to its end. */
export interface WholeAnswer<F> {
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Bytes;
  readonly facts: F;
}

/** Keeps the newest answers that ended well in memory: media elements ask for the same address again and again. */
export class WholeAnswers<F> {
  readonly #answers = new Map<string, WholeAnswer<F>>();

  /** The answer to the request that `key` names; undefined where it is not kept. */
  get(key: string): WholeAnswer<F> | undefined {
    const answer = this.#answers.get(key);
    if (answer === undefined) return undefined;
    // The one that was asked for last is dropped last.
    this.#answers.delete(key);
    this.#answers.set(key, answer);
    return answer;
  }

  /** Forgets the answer to a request. */
  drop(key: string): void {
    this.#answers.delete(key);
  }

  /** Returns the same answer, which is kept once it was read to its end. */
  keep(key: string, answer: Answer<F>): Answer<F> {
    const iterator = answer.chunks[Symbol.asyncIterator]();
    const parts: Bytes[] = [];
    const kept: AsyncIterator<Bytes> = {
      next: async () => {
        const step = await iterator.next();
        // The reader may transfer what it gets.
        if (step.done !== true) parts.push(step.value.slice());
        else this.#put(key, { headers: answer.headers, bytes: joinBytes(parts), facts: answer.facts });
        return step;
      },
      // Not a generator: one that was never started would not pass the end on to its source.
      return: async () => {
        await iterator.return?.();
        return { done: true, value: undefined };
      },
    };
    return { ...answer, chunks: { [Symbol.asyncIterator]: () => kept } };
  }

  #put(key: string, answer: WholeAnswer<F>): void {
    this.#answers.set(key, answer);
    let byteCount = 0;
    for (const { bytes } of this.#answers.values()) byteCount += bytes.byteLength;
    for (const [oldest, { bytes }] of this.#answers) {
      if (this.#answers.size === 1 || (this.#answers.size <= MAX_ANSWERS && byteCount <= MAX_KEPT_BYTES))
        return;
      this.#answers.delete(oldest);
      byteCount -= bytes.byteLength;
    }
  }
}
