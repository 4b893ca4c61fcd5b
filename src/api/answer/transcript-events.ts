import { isAbortError } from '../../std/abort.ts';
import type { HeardUtterance } from '../../listening/listen.ts';
import type { Bytes } from '../jobs/shared-answer.ts';
import type { TranscriptionCall } from '../request/parse-transcription-call.ts';
import { toErrorBody, toTranscriptionFailure } from './error-response.ts';
import { toEvent } from './to-event.ts';
import type { Transcript, TranscriptDelta } from './transcript.ts';
import { toDiarizedSegments, toLogprobs, toTokenUsage } from './transcription-body.ts';

/**
 * Wraps a transcript in OpenAI's server-sent events, one for each utterance; what was sent is never taken back. A
 * failure before the first event is thrown, so that it can choose the status; one after it becomes an event.
 */
export async function* toTranscriptEvents(
  call: TranscriptionCall,
  transcript: Transcript,
  heard: AsyncIterable<HeardUtterance>,
): AsyncGenerator<Bytes, void, undefined> {
  let deltaCount = 0;
  try {
    for await (const utterance of heard) {
      const delta = transcript.add(utterance);
      if (delta === null) continue;
      yield toDeltaEvent(delta, call, deltaCount);
      deltaCount += 1;
    }
  } catch (error) {
    if (deltaCount === 0 || isAbortError(error)) throw error;
    transcript.failure = toTranscriptionFailure(error);
    yield toEvent(toErrorBody(transcript.failure));
    return;
  }
  // Clients expect one, even where nothing was said.
  if (deltaCount === 0) yield toDeltaEvent({ text: '', tokens: [] }, call, 0);
  // Who spoke is known only once all was heard.
  if (call.format === 'diarized_json') {
    for (const segment of toDiarizedSegments(transcript)) yield toEvent(segment);
  }
  yield toEvent({
    type: 'transcript.text.done',
    text: transcript.text,
    ...(call.hasLogprobs ? { logprobs: toLogprobs(transcript.tokens) } : {}),
    usage: toTokenUsage(transcript),
  });
}

function toDeltaEvent({ text, tokens }: TranscriptDelta, call: TranscriptionCall, index: number): Bytes {
  const logprobs = call.hasLogprobs ? { logprobs: toLogprobs(tokens) } : {};
  const segment = call.format === 'diarized_json' ? { segment_id: `utt_${index}` } : {};
  return toEvent({ type: 'transcript.text.delta', delta: text, ...logprobs, ...segment });
}
