import OpenAI from 'openai';
import type { ExampleRequest } from './example-request.ts';

/** Calls the API through OpenAI's SDK. */
export async function speak(request: ExampleRequest, signal: AbortSignal): Promise<Response> {
  const openai = new OpenAI({
    baseURL: `${location.origin}/v1`,
    apiKey: 'not needed',
    dangerouslyAllowBrowser: true,
    // One run is one request; a page would leave this out.
    maxRetries: 0,
  });
  return openai.audio.speech.create(request as unknown as OpenAI.Audio.SpeechCreateParams, { signal });
}
