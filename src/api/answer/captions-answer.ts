import { toBase64 } from '../../std/base64.ts';
import { joinBytes } from '../../std/join.ts';
import type { Bytes } from '../jobs/shared-answer.ts';
import type { SpeechCall } from '../request/speech-call.ts';
import type { SpeechFacts } from './speech-facts.ts';
import { isAbortError } from '../../std/abort.ts';
import { toErrorBody, toSynthesisFailure } from './error-response.ts';

/** A word and when it is heard, in the form of Kokoro-FastAPI. */
interface Caption {
  readonly word: string;
  /** Seconds from the start of the answer. */
  readonly start_time: number;
  readonly end_time: number;
  /** UTF-16 offsets in the user's text. */
  readonly start_char: number;
  readonly end_char: number;
}

interface CaptionsParts {
  readonly call: SpeechCall;
  readonly facts: SpeechFacts;
  /** The type of the sound within. */
  readonly audioFormat: string;
}

/**
 * Wraps audio in JSON with the words that are heard: one object a line for a streamed answer, one object in all
 * otherwise. A failure behind the first line becomes a line of its own.
 */
export async function* toCaptions(
  audio: AsyncIterable<Bytes>,
  parts: CaptionsParts,
): AsyncGenerator<Bytes, void, undefined> {
  if (parts.call.layout === 'complete') {
    const chunks: Bytes[] = [];
    for await (const chunk of audio) chunks.push(chunk);
    yield toLine(joinBytes(chunks), parts);
    return;
  }
  let hasBegun = false;
  try {
    for await (const chunk of audio) {
      if (chunk.length === 0) continue;
      yield toLine(chunk, parts);
      hasBegun = true;
    }
  } catch (error) {
    if (!hasBegun || isAbortError(error)) throw error;
    parts.facts.failure = toSynthesisFailure(error);
    yield encode(toErrorBody(parts.facts.failure));
    return;
  }
  // Words whose sound came with the last bytes of the line before.
  const rest = toTimestamps(parts);
  if (rest.length > 0) yield encode({ audio: '', audio_format: parts.audioFormat, timestamps: rest });
}

function toLine(audio: Uint8Array, parts: CaptionsParts): Bytes {
  const { call, audioFormat } = parts;
  const timestamps = call.hasTimestamps ? toTimestamps(parts) : null;
  return encode({ audio: toBase64(audio), audio_format: audioFormat, timestamps });
}

function toTimestamps({ call, facts }: CaptionsParts): Caption[] {
  if (!call.hasTimestamps) return [];
  return facts.takeWords().map(({ start, end, startSeconds, endSeconds }) => ({
    word: call.request.text.slice(start, end),
    start_time: startSeconds,
    end_time: endSeconds,
    start_char: start,
    end_char: end,
  }));
}

function encode(line: object): Bytes {
  return new TextEncoder().encode(`${JSON.stringify(line)}\n`);
}
