import type { ExampleRequest } from '../example-request.ts';

export async function speak(request: ExampleRequest, signal: AbortSignal): Promise<Response> {
  // Signed 16-bit samples at 24 kHz: read `response.body` as they are made.
  return fetch('/v1/audio/speech', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...request, response_format: 'pcm' }),
    signal,
  });
}
