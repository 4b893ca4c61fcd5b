import type { ExampleRequest } from './example-request.ts';

/** Calls the API with nothing but `fetch`. */
export async function speak(request: ExampleRequest, signal: AbortSignal): Promise<Response> {
  return fetch('/v1/audio/speech', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(request),
    signal,
  });
}
