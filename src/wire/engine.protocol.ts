import type { EngineConfig, EngineStatus } from '../speech/engine-status.ts';
import type { SynthesisJob, SynthesisResult } from '../speech/ports.ts';

/** The first message to a new engine worker, from the page. */
export interface EngineStart {
  readonly type: 'start';
  /** Where the app's files lie, absolute, with a slash at the end; `ort/`, `voices/`, `espeak/`, `models/` are below it. */
  readonly baseUrl: string;
  /** Speaks `EngineCalls`; its other end goes to the server worker. */
  readonly port: MessagePort;
}

/** What the engine worker does for the server worker (rpc over a port). Every call may be aborted. */
export interface EngineCalls {
  synthesize(job: SynthesisJob & { readonly model: string }): Promise<SynthesisResult>;
  configure(config: EngineConfig): Promise<EngineStatus>;
  load(): Promise<EngineStatus>;
  unload(): Promise<EngineStatus>;
  status(): Promise<EngineStatus>;
}

/** What the engine worker reports without being asked. */
export interface EngineEvents {
  status: EngineStatus;
}
