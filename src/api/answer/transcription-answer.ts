import { isAbortError } from '../../std/abort.ts';
import type { Scope } from '../../std/scope.ts';
import { listen } from '../../listening/listen.ts';
import type { Turn } from '../jobs/job-lane.ts';
import type { JobQueue } from '../jobs/job-queue.ts';
import { toPaced } from '../jobs/paced-stream.ts';
import { toPrimed } from '../jobs/primed-stream.ts';
import type { Answer, Bytes } from '../jobs/shared-answer.ts';
import type { HearingDeps } from '../request/hearing-deps.ts';
import type { TranscriptionCall } from '../request/parse-transcription-call.ts';
import { toTranscriptionFailure } from './error-response.ts';
import { openOfLength } from './sound-length.ts';
import { SpeakerNaming } from './speaker-naming.ts';
import { Transcript } from './transcript.ts';
import { toTranscriptionBody } from './transcription-body.ts';
import { toTranscriptEvents } from './transcript-events.ts';

/** Everything that a transcription is made from. */
export interface TranscriptionJob {
  readonly call: TranscriptionCall;
  readonly clientId: string;
  readonly hearing: HearingDeps;
  readonly queue: JobQueue;
  /** How many may wait. */
  readonly queueLimit: number;
  /** A longer sound is refused. */
  readonly maxHeardSeconds: number;
}

/** What is known of a transcription; grows while it is heard. */
export interface TranscriptionFacts {
  readonly transcript: Transcript;
  readonly queueMs: number;
}

/** All of them wait for one another: there is one recogniser. */
const LANE = 'hearing';

/** Chromium fails a request whose head a service worker has not given after five minutes. */
const HEAD_WITHIN_MS = 120_000;

/**
 * Decodes the beginning of the sound, then waits for a turn and hears. An answer that is not streamed is whole before it
 * begins, so that a failure still has a status; one that takes more than two minutes begins without it, and a failure
 * then errors its body. The scope ends the work and gives the turn back.
 */
export async function createTranscriptionAnswer(
  job: TranscriptionJob,
  scope: Scope,
): Promise<Answer<TranscriptionFacts>> {
  const { call } = job;
  const facts = { transcript: new Transcript(call.listen.language), queueMs: 0 };
  const begun = begin(job, facts, scope).catch((error: unknown): never => {
    const failure =
      isAbortError(error) && !scope.signal.aborted ? new Error('aborted', { cause: error }) : error;
    throw toTranscriptionFailure(failure);
  });
  const early = await Promise.race([begun, scope.sleep(HEAD_WITHIN_MS)]);
  return { ...(early ?? toLate(call, begun)), facts };
}

type Begun = Omit<Answer<TranscriptionFacts>, 'facts'>;

async function begin(
  { call, clientId, hearing, queue, queueLimit, maxHeardSeconds }: TranscriptionJob,
  facts: { readonly transcript: Transcript; queueMs: number },
  scope: Scope,
): Promise<Begun> {
  const { signal } = scope;
  const { transcript } = facts;
  const naming = call.speakers === null ? null : await SpeakerNaming.open(call.speakers, { hearing, signal });
  // A file that is no sound fails before anybody waits or a model is loaded.
  const sound = await openOfLength(call.file, maxHeardSeconds, { hearing, scope });
  const askedAtMs = performance.now();
  const turn = await queue.acquire({ lane: LANE, clientId, limit: queueLimit, signal });
  scope.add(() => {
    turn.release();
  });
  facts.queueMs = Math.round(performance.now() - askedAtMs);
  const parts = { recogniser: hearing.recogniser(call.model), detector: hearing.detector };
  const measured = transcript.measure(sound);
  const utterances = listen(naming?.follow(measured) ?? measured, call.listen, { parts, signal });
  const heard = naming?.name(utterances, transcript) ?? utterances;
  if (call.isStreamed) return toStreamed(toTranscriptEvents(call, transcript, heard), turn);
  try {
    for await (const utterance of heard) transcript.add(utterance);
  } finally {
    // Whether anybody reads the text, or the failure, is another matter.
    turn.release();
  }
  return toWhole(call, transcript);
}

/** Begins an answer of which nothing is known yet but its format. */
function toLate(call: TranscriptionCall, begun: Promise<Begun>): Begun {
  // The reader of the chunks gets a failure; where there is no reader it is not reported as unhandled.
  begun.catch(() => undefined);
  const { contentType } = toTranscriptionBody(call, new Transcript(call.listen.language));
  return {
    headers: toHeaders(call.isStreamed ? 'text/event-stream' : contentType),
    chunks: (async function* () {
      // Between threads the head travels with the first chunk, which here is empty.
      yield new Uint8Array();
      yield* (await begun).chunks;
    })(),
  };
}

async function toStreamed(events: AsyncIterable<Bytes>, turn: Turn): Promise<Begun> {
  const primed = await toPrimed(events).finally(() => turn.rest());
  if (primed === undefined) throw new TypeError('There is always one event.');
  return { headers: toHeaders('text/event-stream'), chunks: toPaced(primed.all, turn) };
}

function toWhole(call: TranscriptionCall, transcript: Transcript): Begun {
  const { contentType, text } = toTranscriptionBody(call, transcript);
  const bytes = new TextEncoder().encode(text);
  const { unclearSeconds } = transcript;
  const unclear = unclearSeconds === 0 ? {} : { 'x-sotto-unclear-seconds': unclearSeconds.toFixed(2) };
  return {
    headers: { ...toHeaders(contentType), 'content-length': String(bytes.length), ...unclear },
    chunks: toChunks(bytes),
  };
}

function toHeaders(contentType: string): Readonly<Record<string, string>> {
  return { 'content-type': contentType, 'x-sotto-engine': 'whisper' };
}

async function* toChunks(bytes: Bytes): AsyncGenerator<Bytes> {
  yield await Promise.resolve(bytes);
}
