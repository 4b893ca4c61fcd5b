import type { Device, Dtype } from '../../../contract/engine-status.ts';
import type { ModelCatalog } from '../../../models/catalog/model-catalog.ts';
import type { ModelEntry, ModelFile } from '../../../models/catalog/model-catalog-entry.ts';
import type { ModelStore } from '../../../models/store/model-store.ts';
import type { CalibrationUtterances } from '../trust/calibration-utterances.ts';
import type { Seat } from '../../registry/machine-arbiter.ts';
import type { EngineEnvironment } from '../../../compute/runtime/engine-environment.ts';
import type { KernelTrust } from '../trust/kernel-trust.ts';
import type { CreateSession } from '../session/session.ts';
import type { VoicePack } from '../session/voice-pack.ts';

/** What a model is loaded from and with. */
export interface LoadParts {
  /** Absolute, with a slash at the end. */
  readonly baseUrl: string;
  readonly catalog: ModelCatalog;
  readonly store: ModelStore;
  readonly environment: EngineEnvironment;
  readonly createSession: CreateSession;
  /** Says that a session comes soon; the function returned says that it does not, unless it has come. */
  readonly expectSession?: () => () => void;
  readonly voices: VoicePack;
  /** Where ONNX Runtime's files lie, where that is not `ort/` below the base URL. */
  readonly ortUrl?: string;
  /** The hub, where it is not the public one. */
  readonly hubUrl?: string;
  /** The model's claim to memory; without it the model loads at any time. */
  readonly seat?: Seat;
  /** Whether the hub may be asked for files that neither the store nor the mirror has. */
  readonly allowHub: boolean;
  /** Knows where the kernels are right; without it they are not used. */
  readonly kernelTrust?: KernelTrust;
  /** What devices and kernels are compared with. */
  readonly utterances: CalibrationUtterances;
}

/** What to load, and how. */
export interface LoadPlan {
  readonly model: ModelEntry;
  readonly weights: ModelFile;
  readonly dtype: Dtype;
  readonly device: Device;
  readonly threads: number;
  /** In words, why the kernels are not to be used: they failed in the session before. */
  readonly kernelFault?: string;
}

/** All files that a plan needs. */
export function toPlannedFiles({
  model,
  weights,
}: Pick<LoadPlan, 'model' | 'weights'>): readonly ModelFile[] {
  return [...model.files, weights];
}
