import OpenAI from 'openai';
import type { ExampleRequest } from '../example-request.ts';

export async function speak(request: ExampleRequest, signal: AbortSignal): Promise<Response> {
  const openai = new OpenAI({
    baseURL: `${location.origin}/v1`,
    apiKey: 'not needed',
    dangerouslyAllowBrowser: true,
  });
  return openai.audio.speech.create({ ...request, response_format: 'wav' }, { signal });
}
