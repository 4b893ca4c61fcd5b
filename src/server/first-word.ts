import { Scope } from '../std/scope.ts';

/** Somebody who wants to hear something has asked for it by then. */
const QUIET_MS = 20_000;

/**
 * Calls `onSettled` once: with the first word that was spoken, with `settle`, or when for 20 s no model was loaded and nothing
 * was to be spoken. Until then the network belongs to what the first word needs.
 */
export class FirstWord {
  readonly #scope = new Scope();
  readonly #onSettled: () => void;
  #isLoading = false;
  #speechCount = 0;
  #stopWaiting: () => void = () => undefined;

  constructor(onSettled: () => void) {
    this.#onSettled = onSettled;
    this.#wait();
  }

  /** Whether a model is on its way; to be set again with every step. */
  set isLoading(isLoading: boolean) {
    this.#isLoading = isLoading;
    this.#wait();
  }

  /** Waits no longer. */
  settle(): void {
    if (this.#scope.disposed) return;
    this.#scope.dispose();
    this.#onSettled();
  }

  /** Passes speech on, and waits for its first word. */
  async *watch<Segment>(speech: AsyncIterable<Segment>): AsyncGenerator<Segment> {
    this.#speechCount += 1;
    this.#wait();
    try {
      for await (const segment of speech) {
        this.settle();
        yield segment;
      }
    } finally {
      this.#speechCount -= 1;
      this.#wait();
    }
  }

  #wait(): void {
    this.#stopWaiting();
    if (this.#isLoading || this.#speechCount > 0) return;
    this.#stopWaiting = this.#scope.timeout(() => this.settle(), QUIET_MS);
  }
}
