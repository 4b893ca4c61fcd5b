import { createAbortError, orAbort } from '../../std/abort.ts';

/**
 * Deletes files of a model. It calls `leave` once nothing can keep the files from going, and before the first goes: that
 * ends what the model does and takes it out of memory. One that is refused has not called it.
 */
export type DeleteFiles = (leave: () => Promise<void>) => Promise<void>;

/** How a model leaves memory. */
export interface Leaving {
  readonly leave: () => unknown;
  /** Whether it must leave at once, since it may be what keeps the files from going; it need not if left out. */
  readonly isFirst?: () => boolean;
}

/** What uses the files of one model: a deletion ends it, and holds up what comes later. */
export class ModelUse {
  /** Resolves when the files may be used again. */
  #settled: Promise<unknown> = Promise.resolve();
  #using = new AbortController();

  /**
   * Waits until no deletion is under way, and resolves to a signal that fires with `signal`, or when the files are about to
   * go. Rejects with the reason of `wanted`, which ends only the wait.
   */
  async begin(signal: AbortSignal, wanted: AbortSignal = signal): Promise<AbortSignal> {
    await orAbort(this.#settled, wanted);
    return AbortSignal.any([signal, this.#using.signal]);
  }

  /** Has files deleted; what begins meanwhile waits for it. */
  delete(deleteFiles: DeleteFiles, { leave, isFirst }: Leaving): Promise<void> {
    const endAndLeave = async (): Promise<void> => {
      this.#using.abort(createAbortError('The model was deleted.'));
      this.#using = new AbortController();
      await leave();
    };
    const deleting = this.#settled.then(async () => {
      if (isFirst?.() === true) await endAndLeave();
      await deleteFiles(endAndLeave);
    });
    this.#settled = deleting.catch(() => undefined);
    return deleting;
  }
}
