import type { WordTime } from '../contract/segment.ts';
import type { EngineId } from '../contract/engine-status.ts';

/** One segment of a take, as the page sees it: everything but the samples. */
export interface TakeSegment {
  readonly take: string;
  readonly index: number;
  readonly engine: EngineId;
  /** UTF-16 offsets in the take's text. */
  readonly start: number;
  readonly end: number;
  readonly startSeconds: number;
  readonly durationSeconds: number;
  readonly words: readonly WordTime[];
  /** How long the engine worked on it; null where that is not known, as of a kept take. */
  readonly runSeconds: number | null;
  /** Largest magnitude in each 20 ms, 0 to 1, for drawing. */
  readonly peaks: Float32Array<ArrayBuffer>;
}
