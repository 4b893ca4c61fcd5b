import type { EngineId } from './ports.ts';

export type Device = 'wasm' | 'webgpu';
export type Dtype = 'fp32' | 'fp16' | 'q8' | 'q4' | 'q4f16' | 'q8f16';

/** What the user asks the engine to be. */
export interface EngineConfig {
  /** Canonical model id. */
  readonly model: string;
  readonly device: 'auto' | Device;
  readonly dtype: 'auto' | Dtype;
  /** 0 takes as many threads as isolation and cores allow. */
  readonly threads: number;
}

/** What the engine is right now; the body of `GET /v1/engine`. */
export interface EngineStatus {
  readonly state: 'idle' | 'downloading' | 'loading' | 'ready' | 'failed';
  readonly model: string;
  readonly engine: EngineId;
  /** Whether every file of `model` lies verified in the browser's store; absent while that is not known. */
  readonly stored?: boolean;
  readonly device: Device | null;
  readonly dtype: Dtype | null;
  readonly threads: number;
  readonly loadedBytes: number;
  readonly totalBytes: number;
  /** Segments synthesised since the app was opened, by any engine. */
  readonly runs: number;
  /** In words, where `state` is `failed`. */
  readonly error: string | null;
}

/** Governs the model engine. */
export interface EngineControl {
  status(): Promise<EngineStatus>;
  /** Takes effect on the next load; a change of what is loaded unloads it. */
  configure(patch: Partial<EngineConfig>): Promise<EngineStatus>;
  /** Resolves when the engine is ready. */
  load(signal: AbortSignal): Promise<EngineStatus>;
  /** Frees the model's memory; its files stay stored. */
  unload(): Promise<EngineStatus>;
}

/** One model that can be asked for. */
export interface ModelSummary {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  /** Unix seconds. */
  readonly created: number;
  readonly ownedBy: string;
}
