import { createAbortError, orAbort } from '../../../std/abort.ts';
import { orAbandoned } from '../../../std/or-abandoned.ts';
import { Scope } from '../../../std/scope.ts';

interface Running<T> {
  readonly promise: Promise<T>;
  readonly controller: AbortController;
  waiterCount: number;
}

/** The task, and what counts as its standing still; `start` gets a signal that ends the run. */
export interface SharedTaskOptions<T> {
  readonly start: (signal: AbortSignal) => Promise<T>;
  /** Describes how far the run has come; the same text twice means that it stood still. */
  readonly progress: () => string;
  /** How long a run may stand still, two minutes if left out; twice as long where somebody waits for it. */
  readonly stallMs: number | undefined;
  /** Creates the error that callers receive when the run stood still too long. */
  readonly createStallError: () => Error;
  /** Called when a run was ended before it had a result. */
  readonly onEnded: () => void;
}

/** Longer than a slow machine needs for any one step of a load, such as starting a session. */
const DEFAULT_STALL_MS = 120_000;

/**
 * One run of a long task for all who ask for it at the same time. It goes on after they gave up, as long as it moves;
 * one that stands still is ended, later where somebody waits, even if it does not heed its signal. Nothing is kept: a call
 * after its end starts another run.
 */
export class SharedTask<T> {
  readonly #options: SharedTaskOptions<T>;
  #running: Running<T> | null = null;

  constructor(options: SharedTaskOptions<T>) {
    this.#options = options;
  }

  get isRunning(): boolean {
    return this.#running !== null;
  }

  /** Joins the run in progress, or starts one. Rejects with the run's error, or with `signal`'s reason. */
  async join(signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    // A run that is being cancelled has no result, but must be over before the next begins.
    while (this.#running?.controller.signal.aborted === true) {
      await orAbort(toSettled(this.#running.promise), signal);
    }
    const running = (this.#running ??= this.#run());
    running.waiterCount += 1;
    try {
      return await orAbort(running.promise, signal);
    } finally {
      running.waiterCount -= 1;
    }
  }

  /** Ends the run in progress, for all who wait. */
  async cancel(): Promise<void> {
    const running = this.#running;
    if (running === null) return;
    running.controller.abort(createAbortError('The model was unloaded.'));
    await toSettled(running.promise);
  }

  /** Resolves when the run in progress has ended, however it ends. */
  async settle(): Promise<void> {
    if (this.#running !== null) await toSettled(this.#running.promise);
  }

  #run(): Running<T> {
    const { start, stallMs = DEFAULT_STALL_MS, progress, createStallError, onEnded } = this.#options;
    const controller = new AbortController();
    const scope = new Scope();
    const promise = orAbandoned(start(controller.signal), controller.signal)
      .catch((error: unknown) => {
        if (controller.signal.aborted) onEnded();
        throw error;
      })
      .finally(() => {
        this.#running = null;
        scope.dispose();
      });
    const running: Running<T> = { promise, controller, waiterCount: 0 };
    let mark = progress();
    let stillCount = 0;
    scope.interval(() => {
      stillCount = progress() === mark ? stillCount + 1 : 0;
      mark = progress();
      if (stillCount > 0 && running.waiterCount === 0) controller.abort(createAbortError());
      else if (stillCount > 1) controller.abort(createStallError());
    }, stallMs);
    // Reported to those who wait; there may be none left.
    promise.catch(() => undefined);
    return running;
  }
}

async function toSettled(promise: Promise<unknown>): Promise<void> {
  await promise.catch(() => undefined);
}
