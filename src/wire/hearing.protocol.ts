import type { ModelSummary } from '../contract/engine-status.ts';
import type { HearingJob, HeardWindow, VoiceActivity, VoiceMemory } from '../contract/hearing.ts';
import type { SpeakerWindow } from '../contract/speakers.ts';

/** A stretch of sound, and what the detector knew before it; null at the beginning of a sound. */
export interface VoiceCall {
  /** A whole number of frames, mono, 16 kHz. */
  readonly samples: Float32Array<ArrayBuffer>;
  readonly memory: VoiceMemory | null;
}

/** What the engine worker hears for the server worker (rpc over the engine's port). Every call may be aborted. */
export interface HearingCalls {
  recognise(job: HearingJob & { readonly model: string }): Promise<HeardWindow>;
  detectVoice(call: VoiceCall): Promise<VoiceActivity>;
  /** The models that hear, those that are stored whole. */
  hearingModels(): Promise<readonly ModelSummary[]>;
  /** Whether the models that tell speakers apart are stored whole. */
  hasSpeakers(): Promise<boolean>;
  /** Finds out who speaks in a window: mono, 16 kHz, 10 s or less. */
  hearSpeakers(samples: Float32Array<ArrayBuffer>): Promise<SpeakerWindow>;
}
