import { joinBytes } from '../../std/join.ts';
import type { SpokenSegment } from '../../contract/segment.ts';
import { createSpeechCourse, type ResumePoint } from '../../contract/speech-course.ts';
import type { Codec } from '../../contract/codec.ts';
import { SAMPLE_RATE } from '../../contract/audio.ts';
import { isAbortError } from '../../std/abort.ts';
import type { Scope } from '../../std/scope.ts';
import { createSilenceError, SpeechError } from '../../contract/errors.ts';
import { engineFields } from '../request/engine-patch.ts';
import type { HandlerDeps } from '../request/handler-deps.ts';
import type { Turn } from '../jobs/job-lane.ts';
import type { Downloads } from '../jobs/downloads.ts';
import type { JobQueue } from '../jobs/job-queue.ts';
import { toPaced } from '../jobs/paced-stream.ts';
import { toPrimed } from '../jobs/primed-stream.ts';
import type { Answer, Bytes } from '../jobs/shared-answer.ts';
import type { SpeechCall } from '../request/speech-call.ts';
import { toCaptions } from './captions-answer.ts';
import { toSynthesisFailure } from './error-response.ts';
import { SpeechFacts } from './speech-facts.ts';
import { toSpeechHeaders } from './response-headers.ts';
import { toEvents } from './sse.ts';

/** Everything that a spoken answer is made from. */
export interface SpeechJob {
  readonly call: SpeechCall;
  readonly clientId: string;
  readonly codec: Codec;
  readonly deps: HandlerDeps;
  readonly queue: JobQueue;
  readonly downloads: Downloads;
  /** Where the answer goes on, after the thread that gave it was lost. */
  readonly resume?: ResumePoint | undefined;
}

/**
 * Waits for a turn, then for the first sound and the first bytes: until then a failure rejects and can still choose
 * the status. The scope ends the work and gives the turn back.
 */
export async function createSpeechAnswer(job: SpeechJob, scope: Scope): Promise<Answer<SpeechFacts>> {
  const { call, deps } = job;
  const askedAtMs = performance.now();
  const turn = await job.queue.acquire({
    lane: call.request.model,
    clientId: job.clientId,
    // An answer that was under way has waited already.
    limit: job.resume === undefined ? deps.settings().queueLimit : Infinity,
    signal: scope.signal,
  });
  scope.add(() => {
    turn.release();
  });
  const queueMs = Math.round(performance.now() - askedAtMs);
  try {
    return await speak(job, turn, { queueMs, signal: scope.signal });
  } catch (error) {
    // An abort that nobody here asked for, e.g. because the engine was unloaded meanwhile, is a failure.
    const failure =
      isAbortError(error) && !scope.signal.aborted ? new Error('aborted', { cause: error }) : error;
    throw toSynthesisFailure(withoutEngineFields(failure));
  }
}

/** A fault of the engine's configuration is not one of the request, which has no such field. */
function withoutEngineFields(error: unknown): unknown {
  if (!(error instanceof SpeechError) || error.param === 'model' || error.param === null) return error;
  if (!Object.hasOwn(engineFields, error.param)) return error;
  const message = `The engine cannot load the model as it is configured. ${error.message}`;
  return new SpeechError('model_unavailable', message, { cause: error });
}

async function speak(
  job: SpeechJob,
  turn: Turn,
  { queueMs, signal }: { readonly queueMs: number; readonly signal: AbortSignal },
): Promise<Answer<SpeechFacts>> {
  const { call, codec, deps } = job;
  const course = job.resume?.course ?? createSpeechCourse();
  const spoken = await toPrimed(deps.speak(call.request, signal, course));
  if (spoken === undefined) throw createSilenceError();
  const facts = new SpeechFacts({ engine: spoken.first.engine, queueMs, course });
  const encoded = codec.encode(toPcm(spoken.all, call, facts), {
    layout: call.layout,
    sampleRate: SAMPLE_RATE,
    streamId: course.streamId,
    signal,
    ...(call.loudness === null ? {} : { loudness: call.loudness }),
  });
  const { audio, headers: links } = keepAnswer(encoded, job, facts);
  const isWhole = call.delivery === 'bytes' && call.layout === 'complete';
  const primed = await toPrimed(isWhole ? toWhole(audio) : toBody(audio, job, facts));
  turn.rest();
  if (primed === undefined) throw new SpeechError('synthesis_failed', 'The engine gave no sound.');
  const length = isWhole ? { 'content-length': String(primed.first.length) } : {};
  const headers = { ...toSpeechHeaders(job), 'x-sotto-engine': facts.engine, ...links, ...length };
  return { headers, chunks: toPaced(primed.all, turn), facts };
}

function toBody(
  audio: AsyncIterable<Bytes>,
  { call, codec }: SpeechJob,
  facts: SpeechFacts,
): AsyncIterable<Bytes> {
  if (call.delivery === 'captions') return toCaptions(audio, { call, facts, audioFormat: codec.contentType });
  return call.delivery === 'bytes' ? audio : toEvents(audio, call, facts);
}

/** Keeps the sound, and when what is heard of it, for downloads where the call asks for that. */
function keepAnswer(
  encoded: AsyncIterable<Bytes>,
  { call, codec, downloads }: SpeechJob,
  facts: SpeechFacts,
): { readonly audio: AsyncIterable<Bytes>; readonly headers: Readonly<Record<string, string>> } {
  if (!call.hasDownload && !call.hasTiming) return { audio: encoded, headers: {} };
  const sound = call.hasDownload ? downloads.create(call.format, codec.contentType) : null;
  const timing = call.hasTiming ? downloads.create('json', 'application/json') : null;
  const keep = async function* (): AsyncGenerator<Bytes, void, undefined> {
    let isOver = false;
    try {
      for await (const chunk of encoded) {
        sound?.write(chunk);
        yield chunk;
      }
      timing?.write(new TextEncoder().encode(JSON.stringify({ chunks: facts.chunks })));
      sound?.end();
      timing?.end();
      isOver = true;
    } finally {
      if (!isOver) {
        sound?.fail();
        timing?.fail();
      }
    }
  };
  return {
    audio: keep(),
    headers: {
      ...(sound === null ? {} : { 'x-download-path': sound.path }),
      ...(timing === null ? {} : { 'x-timing-path': timing.path }),
    },
  };
}

async function* toPcm(
  segments: AsyncIterable<SpokenSegment>,
  { delivery, hasTimestamps, volume }: SpeechCall,
  facts: SpeechFacts,
): AsyncGenerator<Float32Array<ArrayBuffer>, void, undefined> {
  for await (const segment of segments) {
    if (hasTimestamps && delivery !== 'bytes') checkWordTimes(segment);
    facts.add(segment);
    yield volume === 1 ? segment.samples : segment.samples.map((sample) => sample * volume);
  }
}

/** Throws `unsupported_parameter` where words were spoken whose times the engine cannot tell. */
function checkWordTimes({ segment, words }: SpokenSegment): void {
  if (words.length > 0 || !/[\p{L}\p{N}]/u.test(segment.read)) return;
  const message =
    "This model's file gives no word times: use an official one, or leave out 'return_timestamps'.";
  throw new SpeechError('unsupported_parameter', message, { param: 'return_timestamps' });
}

async function* toWhole(chunks: AsyncIterable<Bytes>): AsyncGenerator<Bytes, void, undefined> {
  const parts: Bytes[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  const whole = joinBytes(parts);
  if (whole.length > 0) yield whole;
}
