import type { SpokenSegment } from '../contract/segment.ts';
import { SAMPLE_RATE } from '../contract/audio.ts';

/** Adds the silence that the text asks for around a segment, to the sample; its words are timed behind the first of it. */
export function addPauses(spoken: SpokenSegment): SpokenSegment {
  const { pauseBeforeSeconds = 0, pauseAfterSeconds = 0 } = spoken.segment;
  if (pauseBeforeSeconds === 0 && pauseAfterSeconds === 0) return spoken;
  const before = Math.round(pauseBeforeSeconds * SAMPLE_RATE);
  const after = Math.round(pauseAfterSeconds * SAMPLE_RATE);
  const samples = new Float32Array(before + spoken.samples.length + after);
  samples.set(spoken.samples, before);
  return { ...spoken, samples, startSeconds: spoken.startSeconds - pauseBeforeSeconds };
}
