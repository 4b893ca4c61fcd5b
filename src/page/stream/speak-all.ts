import { SAMPLE_RATE } from '../../contract/audio.ts';
import { SpeechError } from '../../contract/errors.ts';
import type { Rhythm } from '../../contract/request.ts';
import { orAbort } from '../../std/abort.ts';
import { MAX_PAUSE_SECONDS } from '../../text/formats/script-builder.ts';
import { hasNameableText } from '../../text/sentences/speakable.ts';
import { toGapSeconds } from '../../text/streaming/chunk-gap.ts';
import { speakChunk, toSeconds, type ChunkCall, type SpokenPart } from './speak-chunk.ts';
import type { TextFeed } from './text-feed.ts';

/** A text that is spoken chunk by chunk, as if all of it were one request. */
export interface SpokenText {
  readonly feed: TextFeed;
  /** How each chunk is asked for, but for its pauses. */
  readonly call: Omit<ChunkCall, 'signal'>;
  /** The silence within the whole. */
  readonly rhythm: Rhythm | undefined;
  /** Whether the text is Markdown. */
  readonly isMarkdown: boolean;
  readonly signal: AbortSignal;
}

/** Speaks the chunks, with the pauses between them; what the voice cannot read is left out. */
export async function* speakAll(text: SpokenText): AsyncGenerator<SpokenPart, void, undefined> {
  const { feed, call, rhythm, isMarkdown, signal } = text;
  let sampleCount = 0;
  let from: number | null = null;
  for (;;) {
    const chunk = await orAbort(feed.next(), signal);
    if (chunk === null) break;
    if (!hasNameableText(chunk.text)) continue;
    const isFirst: boolean = from === null;
    const gap =
      from === null || !rhythm ? 0 : toGapSeconds(feed.text, { from, to: chunk.start, isMarkdown }, rhythm);
    let silence = toSilence(gap);
    const fields = { ...call.fields, pauses: toOwnPauses(rhythm, isFirst) };
    const fromSeconds = toSeconds(sampleCount + silence.length);
    try {
      for await (const part of speakChunk(chunk, fromSeconds, { ...call, fields, signal })) {
        if (silence.length > 0) yield { samples: silence, words: [] };
        sampleCount += silence.length + part.samples.length;
        silence = toSilence(0);
        from = chunk.start + chunk.text.length;
        yield part;
      }
    } catch (error) {
      // A line of signs, or a script that the voice cannot read: as within a longer text, the rest is spoken.
      if (!(error instanceof SpeechError) || error.code !== 'no_speakable_text') throw error;
    }
  }
  const end = toSilence(toEndSeconds(rhythm));
  if (from !== null && end.length > 0) yield { samples: end, words: [] };
}

/** The pauses within a chunk. An end that no request may have is left to the API, which says so. */
function toOwnPauses(rhythm: Rhythm | undefined, isFirst: boolean): Rhythm | undefined {
  if (rhythm === undefined) return undefined;
  const { start = 0, end = 0 } = rhythm;
  return { ...rhythm, start: isFirst ? start : 0, end: toEndSeconds(rhythm) === end ? 0 : end };
}

function toEndSeconds({ end = 0 }: Rhythm = {}): number {
  return end >= 0 && end <= MAX_PAUSE_SECONDS ? end : 0;
}

function toSilence(seconds: number): Float32Array<ArrayBuffer> {
  return new Float32Array(Math.round(seconds * SAMPLE_RATE));
}
