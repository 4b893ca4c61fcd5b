import { joinBytes } from '../../std/join.ts';
import type { SpokenSegment } from '../../contract/segment.ts';
import type { Codec } from '../../contract/codec.ts';
import { SAMPLE_RATE } from '../../contract/audio.ts';
import { isAbortError } from '../../std/abort.ts';
import type { Scope } from '../../std/scope.ts';
import { SpeechError, toSpeechError } from '../../contract/errors.ts';
import { toVoiceName } from '../../contract/voices.ts';
import type { HandlerDeps } from '../request/handler-deps.ts';
import type { Turn } from '../jobs/job-lane.ts';
import type { JobQueue } from '../jobs/job-queue.ts';
import { toPrimed } from '../jobs/primed-stream.ts';
import type { Answer, Bytes } from '../jobs/shared-answer.ts';
import type { SpeechCall } from '../request/speech-call.ts';
import { SpeechFacts } from './speech-facts.ts';
import { toEvents } from './sse.ts';

/** Everything that a spoken answer is made from. */
export interface SpeechJob {
  readonly call: SpeechCall;
  readonly clientId: string;
  readonly codec: Codec;
  readonly deps: HandlerDeps;
  readonly queue: JobQueue;
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
    limit: deps.settings().queueLimit,
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
    throw toSpeechError(failure, 'synthesis_failed', 'The speech could not be synthesised.');
  }
}

async function speak(
  { call, codec, deps }: SpeechJob,
  turn: Turn,
  { queueMs, signal }: { readonly queueMs: number; readonly signal: AbortSignal },
): Promise<Answer<SpeechFacts>> {
  const spoken = await toPrimed(deps.speak(call.request, signal));
  if (spoken === undefined) {
    throw new SpeechError('no_speakable_text', "Nothing in 'input' can be spoken.", { param: 'input' });
  }
  const facts = new SpeechFacts(spoken.first.engine, queueMs);
  const audio = codec.encode(toPcm(spoken.all, call, facts), {
    layout: call.layout,
    sampleRate: SAMPLE_RATE,
    signal,
    ...(call.loudness === null ? {} : { loudness: call.loudness }),
  });
  const isWhole = call.delivery === 'bytes' && call.layout === 'complete';
  const primed = await toPrimed(isWhole ? toWhole(audio) : toBody(audio, call, facts));
  turn.rest();
  if (primed === undefined) throw new SpeechError('synthesis_failed', 'The engine gave no sound.');
  const length = isWhole ? { 'content-length': String(primed.first.length) } : {};
  const headers = { ...toHeaders(call, codec, facts), ...length };
  return { headers, chunks: toPaced(primed.all, turn), facts };
}

function toBody(audio: AsyncIterable<Bytes>, call: SpeechCall, facts: SpeechFacts): AsyncIterable<Bytes> {
  return call.delivery === 'bytes' ? audio : toEvents(audio, call, facts);
}

function toHeaders(
  { request, delivery, warnings }: SpeechCall,
  codec: Codec,
  facts: SpeechFacts,
): Readonly<Record<string, string>> {
  return {
    'content-type': delivery === 'bytes' ? codec.contentType : 'text/event-stream; charset=utf-8',
    'x-sample-rate': String(SAMPLE_RATE),
    'x-channels': '1',
    'x-bit-depth': '16',
    'x-kokoro-voice': toVoiceName(request.voice),
    'x-kokoro-language': request.language,
    'x-sotto-engine': facts.engine,
    ...(warnings.length === 0 ? {} : { 'x-sotto-warnings': warnings.join(' ') }),
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
  if (words.length > 0 || !/[\p{L}\p{N}]/u.test(segment.text)) return;
  const message =
    "This model's file gives no word times: use an official one, or leave out 'return_timestamps'.";
  throw new SpeechError('unsupported_parameter', message, { param: 'return_timestamps' });
}

/** Rests the turn whenever nobody asks for the next chunk. */
function toPaced(chunks: AsyncIterable<Bytes>, turn: Turn): AsyncIterable<Bytes> {
  const iterator = chunks[Symbol.asyncIterator]();
  const paced: AsyncIterator<Bytes> = {
    async next() {
      await turn.resume();
      const step = await iterator.next();
      turn.rest();
      return step;
    },
    async return() {
      await iterator.return?.();
      return { done: true, value: undefined };
    },
  };
  return { [Symbol.asyncIterator]: () => paced };
}

async function* toWhole(chunks: AsyncIterable<Bytes>): AsyncGenerator<Bytes, void, undefined> {
  const parts: Bytes[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  const whole = joinBytes(parts);
  if (whole.length > 0) yield whole;
}
