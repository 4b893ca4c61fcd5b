import { createAbortError, isAbortError } from '../std/abort.ts';
import { toErrorResponse } from './answer/error-response.ts';
import type { HandlerDeps } from './request/handler-deps.ts';
import { RequestRecord } from './request/request-record.ts';
import { addCommonHeaders, createRequestId } from './answer/response-headers.ts';
import type { ResumePoint, SpeechCourse } from '../contract/speech-course.ts';
import { matchRoute, toAllow } from '../contract/route-match.ts';
import { respond } from './router.ts';
import type { SpeechVisit } from './answer/join-share.ts';
import { SpeechJobs } from './answer/speech-jobs.ts';
import { SpeechFileRoute } from './routes/speech-file.ts';
import { TranscriptionRoute } from './routes/transcriptions.ts';
import { SpeedMeter } from './jobs/speed-meter.ts';
import { UpstreamRoute } from './routes/upstream.ts';

/** Who asks; requests without an id count as one client. */
export interface RequestContext {
  readonly clientId?: string;
  /** Names the request in the log and in its answer; made up if left out. */
  readonly requestId?: string;
  /** What was delivered of the answer before its thread was lost: the same bytes are made again, and the rest. */
  readonly resume?: ResumePoint | undefined;
  /** Called before the answer with what it is spoken by, which grows while it is read. */
  readonly onCourse?: (course: SpeechCourse) => void;
}

/**
 * Answers a request of the API. Every failure is an answer, in OpenAI's form; only a request that was cancelled
 * before its answer rejects, with `AbortError`.
 */
export interface Handler {
  (request: Request, context?: RequestContext): Promise<Response>;
  /** Jobs that speak or hear, and wait or run; while there are any, the service worker must be kept alive. */
  readonly openJobCount: () => number;
  /** Whether no job runs, waits, or holds a place in the queue. */
  readonly isIdle: () => boolean;
}

/** Creates the handler. It needs nothing but fetch's types: it runs in a worker, in Node and in a test. */
export function createHandler(deps: HandlerDeps): Handler {
  const meter = new SpeedMeter();
  const speech = new SpeechJobs({ ...deps, speak: meter.measure(deps.speak, () => isReady(deps)) });
  const upstream = new UpstreamRoute(deps, meter);
  const files = new SpeechFileRoute(speech);
  const transcriptions = new TranscriptionRoute(deps);
  const handle = async (request: Request, context: RequestContext = {}): Promise<Response> => {
    const { pathname } = new URL(request.url);
    const clientId = context.clientId ?? '';
    const id = context.requestId ?? createRequestId();
    const identity = { id, method: request.method, path: pathname, client: clientId };
    const record = new RequestRecord(identity, deps.log);
    const route = matchRoute(pathname, deps.basePath);
    const { resume, onCourse } = context;
    const visit = { request, clientId, record, resume, onCourse };
    const response = await answer(visit, () =>
      respond({ ...visit, route }, deps, { speech, upstream, files, transcriptions }),
    );
    // A 405 without it would leave the caller guessing.
    if (response.status === 405 && route !== null) response.headers.set('allow', toAllow(route));
    return addCommonHeaders(response, id);
  };
  return Object.assign(handle, {
    openJobCount: () => speech.openCount + transcriptions.openJobCount,
    isIdle: () => speech.isIdle && transcriptions.isIdle,
  });
}

async function isReady({ engine }: HandlerDeps): Promise<boolean> {
  const status = await engine.status().catch(() => undefined);
  return status?.state === 'ready';
}

async function answer(
  { request, record }: SpeechVisit,
  toAnswer: () => Promise<Response>,
): Promise<Response> {
  const begin = (response: Response, error: unknown): Response => {
    const isHead = request.method === 'HEAD';
    const known = Number(response.headers.get('content-length') ?? 0);
    if (!isHead && record.entry.bytes === 0) record.count(known);
    record.begin(response.status);
    record.end(error);
    return isHead ? new Response(null, response) : response;
  };
  try {
    request.signal.throwIfAborted();
    const response = await toAnswer();
    // An answer that goes on after its head ends its record itself.
    return record.entry.status === null ? begin(response, null) : response;
  } catch (error) {
    if (!request.signal.aborted && !isAbortError(error)) return begin(toErrorResponse(error), error);
    record.end(createAbortError());
    request.signal.throwIfAborted();
    throw error;
  }
}
