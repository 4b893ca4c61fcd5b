import type { SpokenSegment } from '../contract/segment.ts';
import { toFloat32, toInt16 } from '../audio/pcm.ts';
import type { KeptSegment } from './take-shelf.ts';

/** Converts a spoken segment to what is kept of it; the samples are copied, as 16 bits. */
export function toKeptSegment({ segment, samples, ...spoken }: SpokenSegment): KeptSegment {
  const { index, start, end } = segment;
  const { startSeconds, engine, words, voices } = spoken;
  const gains = voices && { voices };
  return { index, start, end, startSeconds, engine, words, ...gains, samples: toInt16(samples) };
}

/** Converts a kept segment to one that can be spoken into a sink again; its phonemes are not kept. */
export function toSpokenAgain(kept: KeptSegment, text: string): SpokenSegment {
  const { index, start, end, engine, startSeconds, words } = kept;
  const part = text.slice(start, end);
  const segment = { index, text: part, start, end, read: part, phonemes: '', tokenIds: [], words: [] };
  return { segment, samples: toFloat32(kept.samples), engine, startSeconds, words };
}
