import type { SynthesisJob, SynthesisResult } from '../contract/synthesis.ts';

/** Makes sound from one segment at a time. Calls may overlap; an engine runs them in order. */
export interface Synthesizer {
  /** Rejects with a `SpeechError`, or `AbortError` as soon as the run in progress allows. */
  synthesize(job: SynthesisJob, signal: AbortSignal): Promise<SynthesisResult>;
  /**
   * Announces which job is likely to come next, so that an engine that can begins with it beside the one in progress.
   */
  prepare?(job: SynthesisJob, signal: AbortSignal): void;
}
