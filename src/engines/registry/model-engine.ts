import type { EngineConfig, EngineId, EngineStatus } from '../../contract/engine-status.ts';
import type { SynthesisJob } from '../../contract/synthesis.ts';
import type { Synthesizer } from '../../speech/ports.ts';
import type { Seat } from './machine-arbiter.ts';

/** The engine of one model: loads it on first use, once its seat allows. */
export interface ModelEngine extends Pick<Synthesizer, 'synthesize'> {
  /** Announces which segment is likely to come next. */
  prepare(job: SynthesisJob, signal: AbortSignal): Promise<void>;
  /** Takes a configuration that names this model. */
  configure(config: EngineConfig, signal: AbortSignal): Promise<EngineStatus>;
  load(signal: AbortSignal): Promise<EngineStatus>;
  /** Frees the model's memory and its seat after the run in progress, and ends a load. */
  unload(): Promise<EngineStatus>;
  /** Frees them after the runs that wait now; what comes later loads the model again. */
  makeRoom(): Promise<void>;
  /** Looks again whether the model is stored. */
  refreshStored(signal: AbortSignal): Promise<EngineStatus>;
  status(): EngineStatus;
}

/** What an engine is created with. */
export interface EngineParts {
  readonly seat: Seat;
  readonly onStatus: (status: EngineStatus) => void;
}

/** A voice that needs no model files: always ready, and so light that it takes no seat. */
export interface BuiltInVoice {
  readonly synthesizer: Synthesizer;
  readonly engine: EngineId;
}
