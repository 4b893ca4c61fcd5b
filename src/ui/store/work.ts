import type { TakeSegment } from '../../page/page-services.ts';

/** How long the engine worked on a segment, and how long that is heard. */
export interface SegmentWork {
  readonly runSeconds: number;
  readonly soundSeconds: number;
}

/** How many segments tell how fast the engine is. */
const KEPT = 5;

/** Adds a segment to the last ones; one that was not measured changes nothing. */
export function addWork(
  work: readonly SegmentWork[],
  { runSeconds, durationSeconds }: TakeSegment,
): readonly SegmentWork[] {
  if (runSeconds === null || durationSeconds === 0) return work;
  return [...work, { runSeconds, soundSeconds: durationSeconds }].slice(-KEPT);
}

/** Returns how many seconds of work each second of sound took; NaN where nothing is known. */
export function toPace(work: readonly SegmentWork[]): number {
  const runSeconds = work.reduce((sum, segment) => sum + segment.runSeconds, 0);
  return runSeconds / work.reduce((sum, segment) => sum + segment.soundSeconds, 0);
}
