import type { HeardSegment } from '../contract/hearing.ts';

/** A timestamp this near the voice tells more exactly than the detector where the text begins. */
const NEAR_SECONDS = 0.3;

/**
 * Moves the beginning of a run's first word to where a voice is first heard. A recogniser puts it at the beginning of
 * the sound, where nobody may speak yet. `voiceStart` is in seconds of the run; null leaves the words alone.
 */
export function setFirstOnset(
  segments: readonly HeardSegment[],
  voiceStart: number | null,
): readonly HeardSegment[] {
  const [segment, ...rest] = segments;
  const [word, ...others] = segment?.words ?? [];
  if (segment === undefined || word === undefined || voiceStart === null) return segments;
  const stamp = Math.abs(segment.start - voiceStart) <= NEAR_SECONDS ? segment.start : 0;
  const start = Math.min(word.end, Math.max(voiceStart, stamp));
  return [{ ...segment, words: [{ ...word, start }, ...others] }, ...rest];
}
