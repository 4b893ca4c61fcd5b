import { toBase64 } from '../../std/base64.ts';
import { isAbortError } from '../../std/abort.ts';
import type { Usage } from '../../speech/usage.ts';
import { toErrorBody, toSynthesisFailure } from './error-response.ts';
import { toEvent } from './to-event.ts';
import type { Bytes } from '../jobs/shared-answer.ts';
import type { SpeechCall } from '../request/speech-call.ts';
import type { SpeechFacts } from './speech-facts.ts';

/** Bytes of audio in one event: whole samples, and no base64 padding before the last event. */
const EVENT_BYTES = 24_576;

interface EventTimestamp {
  readonly word: string;
  /** Seconds from the start of the answer. */
  readonly start: number;
  readonly end: number;
  /** UTF-16 offsets in `input`. */
  readonly start_char: number;
  readonly end_char: number;
}

/**
 * Wraps audio in server-sent events, OpenAI's or Together's. A failure before the first event is thrown, so that it
 * can choose the status; one after it becomes an event, and no closing event follows.
 */
export async function* toEvents(
  audio: AsyncIterable<Bytes>,
  call: SpeechCall,
  facts: SpeechFacts,
): AsyncGenerator<Bytes, void, undefined> {
  const isOpenAi = call.delivery === 'openai-sse';
  let hasBegun = false;
  try {
    for await (const piece of toPieces(audio)) {
      const timestamps = call.hasTimestamps ? { timestamps: toTimestamps(call, facts) } : {};
      const delta = toBase64(piece);
      yield toEvent(
        isOpenAi
          ? { type: 'speech.audio.delta', audio: delta, ...timestamps }
          : { ...toTogetherChunk(call.modelName, delta), ...timestamps },
      );
      hasBegun = true;
    }
  } catch (error) {
    if (!hasBegun || isAbortError(error)) throw error;
    facts.failure = toSynthesisFailure(error);
    yield toEvent(toErrorBody(facts.failure));
    return;
  }
  yield isOpenAi ? toEvent(toDone(facts.usage)) : toEvent('[DONE]');
}

function toDone({ inputTokens, outputTokens, totalTokens }: Usage): object {
  const usage = { input_tokens: inputTokens, output_tokens: outputTokens, total_tokens: totalTokens };
  return { type: 'speech.audio.done', usage };
}

/** A superset of the three shapes that Together has documented. */
function toTogetherChunk(model: string, delta: string): Readonly<Record<string, string>> {
  return {
    object: 'audio.tts.chunk',
    model,
    b64: delta,
    type: 'conversation.item.audio_output.delta',
    item_id: 'tts_1',
    delta,
  };
}

function toTimestamps(call: SpeechCall, facts: SpeechFacts): readonly EventTimestamp[] {
  return facts.takeWords().map(({ start, end, startSeconds, endSeconds }) => ({
    word: call.request.text.slice(start, end),
    start: startSeconds,
    end: endSeconds,
    start_char: start,
    end_char: end,
  }));
}

async function* toPieces(chunks: AsyncIterable<Bytes>): AsyncGenerator<Bytes, void, undefined> {
  const piece = new Uint8Array(EVENT_BYTES);
  let filled = 0;
  for await (const chunk of chunks) {
    for (let offset = 0; offset < chunk.length;) {
      const part = chunk.subarray(offset, offset + EVENT_BYTES - filled);
      piece.set(part, filled);
      filled += part.length;
      offset += part.length;
      if (filled < EVENT_BYTES) continue;
      yield piece.slice();
      filled = 0;
    }
  }
  if (filled > 0) yield piece.slice(0, filled);
}
