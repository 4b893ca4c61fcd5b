import type { HearingJob, HeardWindow } from '../../../contract/hearing.ts';
import type { VocabularyFiles } from '../text/vocabulary.ts';

/** A recogniser that is in memory. One run at a time. */
export interface WhisperSession {
  /** Rejects with the reason of `signal` between two steps. */
  recognise(job: HearingJob, signal: AbortSignal): Promise<HeardWindow>;
  /** Frees the model. */
  release(): Promise<void>;
}

/** What a session is started from. */
export interface WhisperOptions {
  readonly encoder: Blob;
  readonly decoder: Blob;
  readonly files: VocabularyFiles;
  /** The text of `config.json`. */
  readonly config: string;
  readonly threads: number;
  /** Where ONNX Runtime's own files lie, absolute, with a slash at the end. */
  readonly ortUrl: string;
}

/** Starts a recogniser; rejects when it cannot be started here, or when `signal` fires. */
export type CreateWhisperSession = (options: WhisperOptions, signal: AbortSignal) => Promise<WhisperSession>;
