import { FRAME_SAMPLES } from '../contract/audio.ts';
import type { SpokenSegment } from '../contract/segment.ts';

/** What an answer cost, in the words of OpenAI's API. */
export interface Usage {
  /** Phonemes, the padding not counted; for an engine that takes text, its code points. */
  readonly inputTokens: number;
  /** Frames, 40 a second; a begun one counts. */
  readonly outputTokens: number;
  readonly totalTokens: number;
}

/** Adds up what the segments of an answer cost. */
export class UsageMeter {
  #inputTokens = 0;
  #sampleCount = 0;

  /** Counts a segment that was spoken. */
  add({ segment, samples }: Pick<SpokenSegment, 'segment' | 'samples'>): void {
    const { tokenIds, read, text } = segment;
    const said = read === '' ? '' : text.trim();
    this.#inputTokens += tokenIds.length > 0 ? tokenIds.length - 2 : Array.from(said).length;
    this.#sampleCount += samples.length;
  }

  get usage(): Usage {
    const inputTokens = this.#inputTokens;
    const outputTokens = Math.ceil(this.#sampleCount / FRAME_SAMPLES);
    return { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens };
  }
}
