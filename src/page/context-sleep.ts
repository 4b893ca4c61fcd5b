import type { Scope } from '../std/scope.ts';

/** Long enough for what is on its way to the speakers, and for a play that follows a stop. */
const SLEEP_AFTER_MS = 1_000;

/** Suspends an audio context that nothing plays through: one that runs for nothing takes a few hundredths of a core. */
export class ContextSleep {
  readonly #scope: Scope;
  readonly #isPlaying: () => boolean;
  #cancel: () => void = () => undefined;

  constructor(scope: Scope, isPlaying: () => boolean) {
    this.#scope = scope;
    this.#isPlaying = isPlaying;
  }

  /** Suspends the context in a moment, unless something plays by then. */
  soon(context: AudioContext): void {
    this.cancel();
    this.#cancel = this.#scope.timeout(() => {
      // One that the system took away is not ours to suspend.
      if (!this.#isPlaying() && context.state === 'running') void context.suspend();
    }, SLEEP_AFTER_MS);
  }

  cancel(): void {
    this.#cancel();
  }
}
