import type { ModelSummary } from '../../contract/engine-status.ts';
import type { SpeakerModels } from '../../contract/speakers.ts';
import type { MeasureSound, OpenSound, Recogniser, VoiceDetector } from '../../contract/hearing.ts';

/** What the API needs to write speech down. */
export interface HearingDeps {
  /** The models that hear, those that can be used at once; the first is the one behind common names. */
  readonly models: () => Promise<readonly ModelSummary[]>;
  readonly measureSound: MeasureSound;
  readonly openSound: OpenSound;
  readonly recogniser: (model: string) => Recogniser;
  readonly detector: VoiceDetector;
  readonly speakers: SpeakerModels;
  /** Whether the models behind `speakers` can be used at once. */
  readonly hasSpeakers: () => Promise<boolean>;
}
