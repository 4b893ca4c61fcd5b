import { isAbortError } from '../../std/abort.ts';
import type { HeardUtterance } from '../../listening/listen.ts';
import type { Bytes } from '../jobs/shared-answer.ts';
import type { TranscriptionCall } from '../request/parse-transcription-call.ts';
import { toErrorBody } from './error-response.ts';
import type { Transcript, TranscriptDelta } from './transcript.ts';
import { toLogprobs, toTokenUsage } from './transcription-body.ts';

/**
 * Wraps a transcript in OpenAI's server-sent events, one for each utterance; what was sent is never taken back. A
 * failure before the first event is thrown, so that it can choose the status; one after it becomes an event.
 */
export async function* toTranscriptEvents(
  call: TranscriptionCall,
  transcript: Transcript,
  heard: AsyncIterable<HeardUtterance>,
): AsyncGenerator<Bytes, void, undefined> {
  let hasBegun = false;
  try {
    for await (const utterance of heard) {
      const delta = transcript.add(utterance);
      if (delta === null) continue;
      yield toDeltaEvent(delta, call);
      hasBegun = true;
    }
  } catch (error) {
    if (!hasBegun || isAbortError(error)) throw error;
    yield toEvent(toErrorBody(error));
    return;
  }
  // Clients expect one, even where nothing was said.
  if (!hasBegun) yield toDeltaEvent({ text: '', tokens: [] }, call);
  yield toEvent({
    type: 'transcript.text.done',
    text: transcript.text,
    ...(call.hasLogprobs ? { logprobs: toLogprobs(transcript.tokens) } : {}),
    usage: toTokenUsage(transcript),
  });
}

function toDeltaEvent({ text, tokens }: TranscriptDelta, { hasLogprobs }: TranscriptionCall): Bytes {
  const logprobs = hasLogprobs ? { logprobs: toLogprobs(tokens) } : {};
  return toEvent({ type: 'transcript.text.delta', delta: text, ...logprobs });
}

/** Only `data:` lines: others crash or silence one SDK or the other. */
function toEvent(data: object): Bytes {
  return new TextEncoder().encode(`data: ${JSON.stringify(data)}\n\n`);
}
