import type { EngineConfig, EngineStatus } from '../../contract/engine-status.ts';
import { SpeechError } from '../../contract/errors.ts';

/** Byte counts change with each chunk that arrives; a page shows at most ten changes a second. */
const PROGRESS_PERIOD_MS = 100;

/** Holds an engine's status and reports changes, mere progress at most every 100 ms. */
export class StatusReport {
  readonly #onChange: (status: EngineStatus) => void;
  #current: EngineStatus;
  #toldAtMs = -Infinity;

  constructor(config: EngineConfig, onChange: (status: EngineStatus) => void) {
    this.#onChange = onChange;
    this.#current = { ...idle, model: config.model };
  }

  get current(): EngineStatus {
    return this.#current;
  }

  /** Changes the status and reports it, progress not too often. Returns the new status. */
  set(patch: Partial<EngineStatus>): EngineStatus {
    const previous = this.#current;
    this.#current = { ...previous, ...patch };
    const isSame = (Object.keys(patch) as (keyof EngineStatus)[]).every(
      (key) => previous[key] === patch[key],
    );
    const isProgress = previous.state === this.#current.state && patch.loadedBytes !== undefined;
    const nowMs = performance.now();
    const isDue = !isProgress || nowMs - this.#toldAtMs >= PROGRESS_PERIOD_MS;
    if (!isSame && isDue) {
      this.#toldAtMs = nowMs;
      this.#onChange(this.#current);
    }
    return this.#current;
  }

  /** A load has failed. */
  fail(error: unknown): EngineStatus {
    return this.set({
      state: 'failed',
      error: error instanceof Error ? error.message : String(error),
      errorCode: error instanceof SpeechError ? error.code : null,
    });
  }

  /** Nothing is loaded. What is stored and offered of `model` stays known as long as it is the same model. */
  reset(model: string): EngineStatus {
    const { stored, weights, ...current } = this.#current;
    const isSame = model === current.model;
    this.#current = current;
    const wasComputed = current.generator !== undefined;
    return this.set({
      ...idle,
      model,
      ...(isSame && stored !== undefined ? { stored } : {}),
      ...(isSame && weights !== undefined ? { weights } : {}),
      ...(wasComputed ? { generator: null } : {}),
    });
  }
}

const idle = {
  state: 'idle',
  model: '',
  engine: 'kokoro',
  device: null,
  dtype: null,
  threads: 0,
  loadedBytes: 0,
  totalBytes: 0,
  runs: 0,
  error: null,
} satisfies EngineStatus;
