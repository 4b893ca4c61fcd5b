import type { EngineStatus, PackProgress } from '../contract/engine-status.ts';

/** Download chunks come by the hundred; a page shows at most ten changes a second. */
const PROGRESS_PERIOD_MS = 100;

/** Keeps how far each pack has come, and reports changes: mere progress at most every 100 ms. */
export class PackWatch {
  readonly #packs = new Map<string, PackProgress>();
  #reportedAtMs = -Infinity;
  #onChange: () => void = () => undefined;

  /** Calls `onChange` from now on. */
  listen(onChange: () => void): void {
    this.#onChange = onChange;
  }

  /** Takes the newest progress of one pack. */
  note(progress: PackProgress): void {
    const isProgress = this.#packs.get(progress.name)?.state === progress.state;
    this.#packs.set(progress.name, progress);
    const nowMs = performance.now();
    if (isProgress && nowMs - this.#reportedAtMs < PROGRESS_PERIOD_MS) return;
    this.#reportedAtMs = nowMs;
    this.#onChange();
  }

  /** Adds the packs to the engine's status. */
  addTo(status: EngineStatus): EngineStatus {
    return this.#packs.size === 0 ? status : { ...status, packs: Array.from(this.#packs.values()) };
  }
}
