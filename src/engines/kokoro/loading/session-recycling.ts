import { createAbortError, isAbortError } from '../../../std/abort.ts';
import { orAbandoned } from '../../../std/or-abandoned.ts';
import { hasRoomForTwo } from '../../../compute/runtime/engine-environment.ts';
import { createGoneError, type LoadedModel } from './load-model.ts';
import { toPlannedFiles, type LoadParts, type LoadPlan } from './load-parts.ts';
import type { SessionSlot } from './session-slot.ts';

/** What recycling works with: the slot whose session it replaces, and how the next one is loaded. */
export interface SessionRecyclingParts {
  readonly parts: Pick<LoadParts, 'environment' | 'store'> & { readonly recycleRuns?: number };
  readonly slot: SessionSlot;
  /** Loads and warms up a model. */
  readonly start: (plan: LoadPlan, signal: AbortSignal) => Promise<LoadedModel>;
  /** Loads what the engine is to run. */
  readonly ready: (signal: AbortSignal) => Promise<LoadedModel>;
}

const DEFAULT_RECYCLE_RUNS = 100;

/**
 * Replaces a session after a bounded number of runs, since the memory of WebAssembly never shrinks. Where there is
 * room, the next one is warmed up before the change; else the old one goes first, at a moment when nobody waits. One whose
 * files are not stored any more stays. Nothing is fetched for the change, unless the old one went first and its file proves
 * decayed only when it is read: the next load drops that file and fetches it anew.
 */
export class SessionRecycling {
  readonly #options: SessionRecyclingParts;
  #running: { readonly controller: AbortController; readonly ended: Promise<void> } | null = null;

  constructor(options: SessionRecyclingParts) {
    this.#options = options;
  }

  /** Looks whether it is time, after a run. */
  consider({ isBusy }: { readonly isBusy: boolean }): void {
    const { parts, slot } = this.#options;
    const { loaded } = slot;
    const limit = parts.recycleRuns ?? DEFAULT_RECYCLE_RUNS;
    if (loaded === null || this.#running !== null || loaded.runCount < limit) return;
    const hasRoom = hasRoomForTwo(parts.environment);
    if (!hasRoom && isBusy && loaded.runCount < 2 * limit) return;
    const controller = new AbortController();
    const change = hasRoom
      ? this.#warmFirst(loaded, controller.signal)
      : this.#dropFirst(loaded, controller.signal);
    const ended = orAbandoned(change, controller.signal)
      .catch((error: unknown) => {
        // The old session goes on for as long again.
        loaded.runCount = 0;
        if (!isAbortError(error)) console.warn('A fresh session could not be started', error);
      })
      .finally(() => {
        this.#running = null;
      });
    this.#running = { controller, ended };
  }

  /** Ends the replacement that is under way, and resolves when it is over. */
  async cancel(): Promise<void> {
    this.#running?.controller.abort(createAbortError());
    await this.#running?.ended;
  }

  async #warmFirst(old: LoadedModel, signal: AbortSignal): Promise<void> {
    const { slot, start } = this.#options;
    await slot.swap(old, await start(old.plan, signal), signal);
  }

  async #dropFirst(old: LoadedModel, signal: AbortSignal): Promise<void> {
    const { parts, slot, ready } = this.#options;
    const { plan } = old;
    const check = async (): Promise<void> => {
      if (!(await parts.store.hasAll(toPlannedFiles(plan)))) throw createGoneError(plan);
    };
    if (await slot.retire(old, check)) await ready(signal);
  }
}
