import type { SerialQueue } from '../../../std/serial-queue.ts';
import type { LoadedModel } from './load-model.ts';

/** Holds the model that is loaded; whatever leaves it is released. Changes wait in the queue of the runs. */
export class SessionSlot {
  readonly #queue: SerialQueue;
  readonly #onChange: (loaded: LoadedModel) => void;
  #loaded: LoadedModel | null = null;
  #leaving: Promise<void> = Promise.resolve();

  constructor(queue: SerialQueue, onChange: (loaded: LoadedModel) => void) {
    this.#queue = queue;
    this.#onChange = onChange;
  }

  /** The model in memory; null where there is none. */
  get loaded(): LoadedModel | null {
    return this.#loaded;
  }

  /** Resolves when the model that was dropped last is out of memory, and what follows from that is done. */
  untilGone(): Promise<void> {
    return this.#leaving;
  }

  /** Takes a model where there is none. */
  fill(loaded: LoadedModel): void {
    this.#loaded = loaded;
    this.#onChange(loaded);
  }

  /**
   * Puts one model in the place of another, between two runs; drops it if that other is not there any more, or `signal` has
   * fired.
   */
  swap(old: LoadedModel, next: LoadedModel, signal: AbortSignal): Promise<void> {
    return this.#queue.run(async () => {
      if (this.#loaded !== old || signal.aborted) await release(next);
      else await this.adopt(next);
    });
  }

  /** Puts a model in the place of whatever is there, at once: for callers that run in the queue. */
  async adopt(next: LoadedModel): Promise<void> {
    const old = this.#loaded;
    this.fill(next);
    if (old !== null) await release(old);
  }

  /** Drops a model, at once, and calls `onGone` when it is out of memory; false if it was gone already. */
  async drop(loaded: LoadedModel, onGone?: () => void): Promise<boolean> {
    if (this.#loaded !== loaded) return false;
    this.#loaded = null;
    this.#leaving = release(loaded).then(onGone);
    await this.#leaving;
    return true;
  }

  /** Drops a model between two runs, unless `check` rejects, which is called then. */
  retire(loaded: LoadedModel, check: () => Promise<void>): Promise<boolean> {
    return this.#queue.run(async () => {
      await check();
      return this.drop(loaded);
    });
  }

  /** Drops the present model, if there is one, at once, and calls `onGone` when it is out of memory. */
  async clear(onGone: () => void): Promise<void> {
    if (this.#loaded === null) onGone();
    else await this.drop(this.#loaded, onGone);
  }
}

/** One that is lost already need not be released. */
async function release({ session }: LoadedModel): Promise<void> {
  await session.release().catch(() => undefined);
}
