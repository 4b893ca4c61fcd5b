import type { WordTime } from '../contract/segment.ts';
import type { EngineId } from '../contract/engine-status.ts';
import type { VoiceGains } from '../contract/speech-course.ts';
import type { TakeInfo } from '../contract/takes.ts';

/** One segment of a kept take. Offsets count in the take's text, seconds from its start. */
export interface KeptSegment {
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly startSeconds: number;
  readonly engine: EngineId;
  readonly words: readonly WordTime[];
  /** Of the take up to here; absent for a pause. */
  readonly voices?: VoiceGains;
  /** Mono, 24 kHz. */
  readonly samples: Int16Array<ArrayBuffer>;
}

/** A take whose first segment is about to be kept. */
export interface NewTake {
  readonly info: TakeInfo;
  readonly text: string;
}

/** Holds takes. Every call is whole or not at all, also when the page crashes in the middle of it. */
export interface TakeShelf {
  /** Whether takes outlive the page. */
  readonly isLasting: boolean;
  list(): Promise<readonly TakeInfo[]>;
  find(id: string): Promise<TakeInfo | undefined>;
  text(id: string): Promise<string | undefined>;
  segment(id: string, index: number): Promise<KeptSegment | undefined>;
  /** Adds a segment to the end of a take, which is begun first where `fresh` is given; false where the take is gone. */
  append(id: string, segment: KeptSegment, fresh?: NewTake): Promise<boolean>;
  /** Changes what is known of a take, if it is there. */
  update(id: string, patch: Partial<TakeInfo>): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Gives what is known of a take once a segment was added to it. */
export function toGrown(info: TakeInfo, { end, samples, voices }: KeptSegment): TakeInfo {
  return {
    ...info,
    ...(voices && { voices }),
    spokenTo: end,
    starts: [...info.starts, info.frameCount],
    frameCount: info.frameCount + samples.length,
    byteCount: info.byteCount + samples.byteLength,
  };
}
