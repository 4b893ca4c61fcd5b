import type { EngineId, SpokenSegment, WordTime } from '../speech/ports.ts';
import { FRAME_SAMPLES, SAMPLE_RATE } from '../speech/ports.ts';

/** Counts as OpenAI's usage wants them: phonemes that went in, frames of 25 ms that came out. */
export interface SpeechUsage {
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly total_tokens: number;
}

/** What becomes known of an answer while it is spoken. */
export class SpeechFacts {
  readonly engine: EngineId;
  /** How long the request waited for others. */
  readonly queueMs: number;
  #phonemeCount = 0;
  #sampleCount = 0;
  #words: WordTime[] = [];

  constructor(engine: EngineId, queueMs: number) {
    this.engine = engine;
    this.queueMs = queueMs;
  }

  get audioSeconds(): number {
    return this.#sampleCount / SAMPLE_RATE;
  }

  get usage(): SpeechUsage {
    const outputTokens = Math.ceil(this.#sampleCount / FRAME_SAMPLES);
    return {
      input_tokens: this.#phonemeCount,
      output_tokens: outputTokens,
      total_tokens: this.#phonemeCount + outputTokens,
    };
  }

  add({ segment, samples, words }: SpokenSegment): void {
    // The padding at both ends is no phoneme.
    this.#phonemeCount += Math.max(0, segment.tokenIds.length - 2);
    this.#sampleCount += samples.length;
    this.#words.push(...words);
  }

  /** Hands out the words that were spoken since the last call. */
  takeWords(): readonly WordTime[] {
    return this.#words.splice(0);
  }
}
