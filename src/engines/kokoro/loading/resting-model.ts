import type { ModelStore } from '../../../models/store/model-store.ts';
import { IdleTask } from './idle-task.ts';
import { toPlannedFiles } from './load-parts.ts';
import type { SessionSlot } from './session-slot.ts';

interface RestingParts {
  readonly slot: SessionSlot;
  readonly store: ModelStore;
  /** How long nothing must have been asked for, in milliseconds; by default as long as the start deserves. */
  readonly restMs: number | undefined;
  /** Whether a device is being tried out, which would begin again from the start. */
  readonly isChecking: () => boolean;
  /** Frees the model's memory; what comes later loads it again. */
  readonly makeRoom: () => Promise<void>;
}

const LEAST_REST_MS = 5 * 60_000;
/** A start that takes ten times as long is worth ten times as much memory in vain. */
const REST_FOR_START = 600;

/**
 * Takes a model out of memory that nobody has used for a while: five minutes, or six hundred times as long as it took to
 * start. The next request starts it again, so one that is not stored any more stays.
 */
export class RestingModel {
  readonly #task: IdleTask;
  #startedAtMs = 0;
  #startMs = 0;

  constructor({ slot, store, restMs, isChecking, makeRoom }: RestingParts) {
    const rest = async (signal: AbortSignal): Promise<void> => {
      const { loaded } = slot;
      if (loaded === null || isChecking()) return;
      if ((await store.hasAll(toPlannedFiles(loaded.plan))) && !signal.aborted) await makeRoom();
    };
    const toRestMs = (): number => restMs ?? Math.max(LEAST_REST_MS, REST_FOR_START * this.#startMs);
    this.#task = new IdleTask({ run: rest, idleMs: toRestMs });
  }

  /** The model's files are there, and it begins to start. */
  watchStart(): void {
    this.#startedAtMs = performance.now();
  }

  /** The model has started. */
  considerStart(): void {
    this.#startMs = performance.now() - this.#startedAtMs;
    this.#task.request({ isUrgent: false });
  }

  /** A job begins. */
  enter(): void {
    this.#task.enter();
  }

  /** A job has ended. */
  leave(): void {
    this.#task.leave();
    this.#task.request({ isUrgent: false });
  }
}
