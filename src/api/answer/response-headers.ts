import { SAMPLE_RATE } from '../../contract/audio.ts';
import type { Codec } from '../../contract/codec.ts';
import { toVoiceName } from '../../contract/voices.ts';
import type { SpeechCall } from '../request/speech-call.ts';
import { createRandomId } from '../../std/random-id.ts';

const exposed = [
  'X-Request-ID',
  'X-Sample-Rate',
  'X-Channels',
  'X-Bit-Depth',
  'X-Kokoro-Voice',
  'X-Kokoro-Language',
  'X-Sotto-Engine',
  'X-Sotto-Warnings',
  'X-Download-Path',
  'X-Timing-Path',
  'X-Sotto-Unclear-Seconds',
].join(', ');

/** Creates an id that the official SDKs show in their errors: `req_` and 32 hexadecimal digits. */
export function createRequestId(): string {
  return `req_${createRandomId()}`;
}

/** Adds the headers that every answer carries. */
export function addCommonHeaders(response: Response, requestId: string): Response {
  const { headers } = response;
  headers.set('x-request-id', requestId);
  headers.set('access-control-allow-origin', '*');
  headers.set('access-control-expose-headers', exposed);
  // A page under COEP: require-corp may then use the answer of a foreign host's URL.
  headers.set('cross-origin-resource-policy', 'cross-origin');
  headers.set('cache-control', 'no-store');
  return response;
}

/** Creates a JSON answer, compact. */
export function toJsonResponse(body: unknown, init: ResponseInit = {}): Response {
  const headers = new Headers(init.headers);
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  headers.set('content-type', 'application/json');
  headers.set('content-length', String(bytes.byteLength));
  return new Response(bytes, { ...init, headers });
}

/** The type of the body as a whole. */
function toContentType({ delivery, layout }: SpeechCall, codec: Codec): string {
  if (delivery === 'bytes') return codec.contentType;
  if (delivery !== 'captions') return 'text/event-stream; charset=utf-8';
  return layout === 'streamed' ? 'application/x-ndjson' : 'application/json';
}

/** Characters that a header cannot carry are written as in an address, and so is `%`: `decodeURIComponent` reads all. */
function toHeaderText(warnings: readonly string[]): string {
  const text = warnings.join(' ').slice(0, 2_000).toWellFormed();
  return text.replace(/[^\x20-\x7e]|%/gu, (character) => encodeURIComponent(character));
}

/** The headers of an answer that are known before anything is spoken. */
export function toSpeechHeaders({
  call,
  codec,
}: {
  readonly call: SpeechCall;
  readonly codec: Codec;
}): Readonly<Record<string, string>> {
  const { request } = call;
  const warnings = request.script?.warnings ?? [];
  return {
    'content-type': toContentType(call, codec),
    'x-sample-rate': String(SAMPLE_RATE),
    'x-channels': '1',
    'x-bit-depth': '16',
    'x-kokoro-voice': toVoiceName(request.voice),
    'x-kokoro-language': request.language,
    ...(warnings.length === 0 ? {} : { 'x-sotto-warnings': toHeaderText(warnings) }),
  };
}
