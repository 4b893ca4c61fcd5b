import { Scope } from '../std/scope.ts';

/** Somebody who wants to hear something has asked for it by then. */
const QUIET_MS = 20_000;
/** Speech that goes on for so long after its first word has enough ahead of what is heard. */
const LONG_MS = 20_000;

/**
 * Calls `onSettled` once: at the end of the first speech or when it has gone on for 20 s, with `settle`, or when for 20 s no
 * model was loaded and nothing was to be spoken. Until then the network belongs to what the first word needs, and the
 * processor to what follows it.
 */
export class FirstSpeech {
  readonly #scope = new Scope();
  readonly #onSettled: () => void;
  #isLoading = false;
  #hasSpoken = false;
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

  /** Passes speech on, and waits for its end. */
  async *watch<Segment>(speech: AsyncIterable<Segment>): AsyncGenerator<Segment> {
    this.#speechCount += 1;
    this.#wait();
    try {
      for await (const segment of speech) {
        this.#noteWord();
        yield segment;
      }
    } finally {
      this.#speechCount -= 1;
      if (this.#hasSpoken && this.#speechCount === 0) this.settle();
      this.#wait();
    }
  }

  #noteWord(): void {
    if (this.#hasSpoken) return;
    this.#hasSpoken = true;
    this.#scope.timeout(() => this.settle(), LONG_MS);
  }

  #wait(): void {
    this.#stopWaiting();
    if (this.#isLoading || this.#speechCount > 0) return;
    this.#stopWaiting = this.#scope.timeout(() => this.settle(), QUIET_MS);
  }
}
