import { createAbortError, isAbortError } from '../../../std/abort.ts';
import { orAbandoned } from '../../../std/or-abandoned.ts';
import { Scope } from '../../../std/scope.ts';

/** The task, whose signal fires when it has to give way, and how long it waits for quiet. */
export interface IdleTaskOptions {
  readonly run: (signal: AbortSignal) => Promise<void>;
  /** How long nothing must have been going on; asked each time. */
  readonly idleMs: number | (() => number);
}

interface Run {
  readonly kind: 'idle' | 'urgent';
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

/**
 * A long task that gives way: it begins when nothing else has been going on for a while, is called off as soon as
 * something is, and begins again later. An urgent one begins at once and does not give way.
 */
export class IdleTask {
  readonly #options: IdleTaskOptions;
  #wanted: 'no' | 'idle' | 'urgent' = 'no';
  #busyCount = 0;
  #wait: Scope | null = null;
  #running: Run | null = null;

  constructor(options: IdleTaskOptions) {
    this.#options = options;
  }

  /** Asks for the task, once. An urgent request ends a run for idle time and begins another at once. */
  request({ isUrgent }: { readonly isUrgent: boolean }): void {
    this.#wanted = isUrgent ? 'urgent' : 'idle';
    if (isUrgent && this.#running?.kind === 'idle') this.#running.controller.abort(createAbortError());
    this.#consider();
  }

  /** Something else begins. */
  enter(): void {
    this.#busyCount += 1;
    this.#wait?.dispose();
    if (this.#wanted !== 'urgent') this.#running?.controller.abort(createAbortError());
  }

  /** Something else has ended. */
  leave(): void {
    this.#busyCount -= 1;
    this.#consider();
  }

  /** Calls the task off for good; resolves when it has ended. */
  async cancel(): Promise<void> {
    this.#wanted = 'no';
    this.#wait?.dispose();
    this.#running?.controller.abort(createAbortError());
    await this.#running?.ended;
  }

  #consider(): void {
    if (this.#wanted === 'no' || this.#running !== null) return;
    this.#wait?.dispose();
    if (this.#wanted === 'urgent') {
      this.#start('urgent');
    } else if (this.#busyCount === 0) {
      const { idleMs } = this.#options;
      this.#wait = new Scope();
      this.#wait.timeout(() => this.#start('idle'), typeof idleMs === 'number' ? idleMs : idleMs());
    }
  }

  #start(kind: Run['kind']): void {
    // A run answers only requests of its own kind.
    const settle = (): void => {
      if (this.#wanted === kind) this.#wanted = 'no';
    };
    const controller = new AbortController();
    const ended = orAbandoned(this.#options.run(controller.signal), controller.signal)
      .then(settle)
      .catch((error: unknown) => {
        if (isAbortError(error)) return;
        settle();
        console.warn('A task in the background failed', error);
      })
      .finally(() => {
        this.#running = null;
        this.#consider();
      });
    this.#running = { kind, controller, ended };
  }
}
