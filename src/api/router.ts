import { assertNever } from '../std/assert-never.ts';
import { SpeechError } from '../contract/errors.ts';
import type { SpeechVisit } from './answer/join-share.ts';
import type { HandlerDeps } from './request/handler-deps.ts';
import { toJsonResponse } from './answer/response-headers.ts';
import { createOpenApi } from './openapi/openapi.ts';
import { toAllow, type RouteMatch } from '../contract/route-match.ts';
import { respondEngine, respondEngineLoad, respondHealth } from './routes/engine.ts';
import { respondAudioModels, respondModel, respondModels } from './routes/models.ts';
import { respondPhonemize } from './routes/phonemize.ts';
import { respondSsml } from './routes/ssml.ts';
import { respondSpeech, type SpeechRoutes } from './routes/speech.ts';
import type { SpeechFileRoute } from './routes/speech-file.ts';
import type { TranscriptionRoute } from './routes/transcriptions.ts';
import { respondAudioVoices, respondVoices } from './routes/voices.ts';

const standardMethods = ['GET', 'HEAD', 'POST'];

/** A request and where its path leads. */
export interface RoutedVisit extends SpeechVisit {
  readonly route: RouteMatch | null;
}

/** The routes whose answers go on after their heads. */
export interface JobRoutes extends SpeechRoutes {
  readonly files: SpeechFileRoute;
  readonly transcriptions: TranscriptionRoute;
}

/** Answers a request by its route. Rejects with a `SpeechError`: first for the path, then for the method. */
export async function respond(visit: RoutedVisit, deps: HandlerDeps, routes: JobRoutes): Promise<Response> {
  const { request } = visit;
  const { speech, files, transcriptions } = routes;
  const route = requireRoute(visit);
  if (request.method === 'OPTIONS') return toPreflightResponse(request, route);
  requireMethod(request, route);
  const url = new URL(request.url);
  switch (route.name) {
    case 'speech':
      return request.method === 'POST' ? respondSpeech(routes, 'speech', visit) : files.respond(visit);
    case 'captions':
      return files.respondCaptions(visit);
    case 'dialogue':
    case 'captioned-speech':
    case 'generate-from-phonemes':
      return respondSpeech(routes, route.name, visit);
    case 'download':
      return speech.downloads.read(route.id ?? '', request.signal);
    case 'ssml':
      return respondSsml(deps, request);
    case 'models':
      return respondModels(deps, speech.models);
    case 'model':
      return respondModel(deps, speech.models, route.id ?? '');
    case 'audio-models':
      return respondAudioModels(speech.models);
    case 'audio-voices':
      return respondAudioVoices(url);
    case 'voices':
      return respondVoices(speech.models, url);
    case 'engine':
      return respondEngine(deps, speech.models, request);
    case 'engine-load':
      return respondEngineLoad(deps, request.signal);
    case 'health':
      return respondHealth(deps);
    case 'phonemize':
      return respondPhonemize(deps, request);
    case 'openapi':
      return toJsonResponse(createOpenApi(deps.settings().maxInputLength));
    case 'transcriptions':
    case 'translations':
      return transcriptions.respond(visit, route.name === 'transcriptions' ? 'transcribe' : 'translate');
    default:
      return assertNever(route.name);
  }
}

function requireRoute({ request, route }: RoutedVisit): RouteMatch {
  if (route !== null) return route;
  const { pathname } = new URL(request.url);
  throw new SpeechError('unknown_url', `Invalid URL (${request.method} ${pathname})`);
}

/** Answers OPTIONS: the asked-for headers are echoed, because `*` does not cover `Authorization`. */
function toPreflightResponse(request: Request, route: RouteMatch): Response {
  const further = route.methods.filter((method) => !standardMethods.includes(method));
  return new Response(null, {
    status: 204,
    headers: {
      allow: toAllow(route),
      'access-control-allow-methods': [...standardMethods, ...further, 'OPTIONS'].join(', '),
      'access-control-allow-headers':
        request.headers.get('access-control-request-headers') ?? 'authorization, content-type',
      'access-control-max-age': '86400',
    },
  });
}

function requireMethod({ method, url }: Request, { methods, queryMethods = [] }: RouteMatch): void {
  if (methods.includes(method) || (queryMethods.includes(method) && new URL(url).search !== '')) return;
  const names = new Intl.ListFormat('en').format(methods);
  throw new SpeechError('method_not_supported', `Only ${names} requests are accepted.`);
}
