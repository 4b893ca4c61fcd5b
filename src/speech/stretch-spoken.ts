import { joinSamples } from '../std/join.ts';
import type { StretchStream, TimeStretcher } from '../contract/time-stretcher.ts';
import type { SpokenSegment } from '../contract/segment.ts';
import { SAMPLE_RATE } from '../contract/audio.ts';
import { orAbort } from '../std/abort.ts';

export interface StretchSpokenOptions {
  readonly stretcher: TimeStretcher;
  /** How many times as fast the sound becomes. */
  readonly factor: number;
  readonly signal: AbortSignal;
}

/** Samples between two looks at the signal: one second. */
const CHUNK_SAMPLES = SAMPLE_RATE;

/** Makes the sound of a segment faster or slower at the same pitch, and the times of its words with it. */
export async function stretchSpoken(
  spoken: SpokenSegment,
  { stretcher, factor, signal }: StretchSpokenOptions,
): Promise<SpokenSegment> {
  const stream = await openStream(stretcher, factor, signal);
  try {
    const parts: Float32Array[] = [];
    for (let start = 0; start < spoken.samples.length; start += CHUNK_SAMPLES) {
      signal.throwIfAborted();
      parts.push(stream.push(spoken.samples.subarray(start, start + CHUNK_SAMPLES)));
    }
    parts.push(stream.finish());
    const { startSeconds } = spoken;
    const toSeconds = (seconds: number): number => startSeconds + (seconds - startSeconds) / factor;
    const words = spoken.words.map((word) => ({
      ...word,
      startSeconds: toSeconds(word.startSeconds),
      endSeconds: toSeconds(word.endSeconds),
    }));
    return { ...spoken, samples: joinSamples(parts), words };
  } finally {
    stream.free();
  }
}

async function openStream(
  stretcher: TimeStretcher,
  factor: number,
  signal: AbortSignal,
): Promise<StretchStream> {
  const opening = stretcher.open(factor);
  try {
    return await orAbort(opening, signal);
  } catch (error) {
    // It may open after all, and then nobody else would free it.
    opening.then((stream) => stream.free()).catch(() => undefined);
    throw error;
  }
}
