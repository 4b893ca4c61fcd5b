import type { EngineConfig, EngineControl, EngineStatus } from '../../../src/contract/engine-status.ts';

export interface FakeEngine extends EngineControl {
  /** What `status` says from now on. */
  set(patch: Partial<EngineStatus>): void;
  readonly patches: readonly Partial<EngineConfig>[];
  /** Replaces what `load` does. */
  onLoad: (signal: AbortSignal) => Promise<void>;
}

/** Creates an engine that only keeps books. */
export function createFakeEngine(): FakeEngine {
  let status: EngineStatus = {
    state: 'ready',
    model: 'kokoro-82m',
    engine: 'kokoro',
    device: 'wasm',
    dtype: 'q8',
    threads: 2,
    loadedBytes: 10,
    totalBytes: 10,
    runs: 3,
    error: null,
  };
  const patches: Partial<EngineConfig>[] = [];
  return {
    patches,
    onLoad: () => Promise.resolve(),
    set(patch) {
      status = { ...status, ...patch };
    },
    status: () => Promise.resolve(status),
    configure(patch) {
      patches.push(patch);
      if (patch.model !== undefined) status = { ...status, model: patch.model };
      return Promise.resolve(status);
    },
    async load(signal) {
      await this.onLoad(signal);
      status = { ...status, state: 'ready' };
      return status;
    },
    unload() {
      status = { ...status, state: 'idle', loadedBytes: 0 };
      return Promise.resolve(status);
    },
  };
}
