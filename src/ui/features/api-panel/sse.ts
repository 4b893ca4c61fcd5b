import type { ExampleRequest } from './example-request.ts';

/** Calls the API for server-sent events, which carry the sound as base64 while it is made. */
export async function speak(request: ExampleRequest, signal: AbortSignal): Promise<Response> {
  return fetch('/v1/audio/speech', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...request, stream_format: 'sse' }),
    signal,
  });
}
