import { createAbortError, orAbort } from '../../std/abort.ts';

interface Running<T> {
  readonly promise: Promise<T>;
  readonly controller: AbortController;
  waiterCount: number;
}

/**
 * One run of a long task for all who ask for it at the same time. Who gives up leaves it to the others; when nobody
 * waits any more it is cancelled. Nothing is kept: the next one who asks after its end starts it anew.
 */
export class SharedTask<T> {
  readonly #start: (signal: AbortSignal) => Promise<T>;
  #running: Running<T> | null = null;

  constructor(start: (signal: AbortSignal) => Promise<T>) {
    this.#start = start;
  }

  get isRunning(): boolean {
    return this.#running !== null;
  }

  /** Joins the run in progress, or starts one. Rejects with the run's error, or with `signal`'s reason. */
  async join(signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    // One that is being cancelled is no use any more, but must be over before the next begins.
    while (this.#running?.controller.signal.aborted === true) {
      await orAbort(toSettled(this.#running.promise), signal);
    }
    const running = (this.#running ??= this.#run());
    running.waiterCount += 1;
    try {
      return await orAbort(running.promise, signal);
    } finally {
      running.waiterCount -= 1;
      if (running.waiterCount === 0) running.controller.abort(createAbortError());
    }
  }

  /** Ends the run in progress, for all who wait. */
  async cancel(): Promise<void> {
    const running = this.#running;
    if (running === null) return;
    running.controller.abort(createAbortError('The model was unloaded.'));
    await toSettled(running.promise);
  }

  #run(): Running<T> {
    const controller = new AbortController();
    const promise = this.#start(controller.signal).finally(() => {
      this.#running = null;
    });
    return { promise, controller, waiterCount: 0 };
  }
}

async function toSettled(promise: Promise<unknown>): Promise<void> {
  await promise.catch(() => undefined);
}
