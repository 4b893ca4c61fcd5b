import { HeardSpeechMeter, type HeardSpeech } from './heard-speech.ts';

/** What to ask the API for; it is asked for streamed PCM, which holds nothing but sound. */
export interface MeasuredRequest {
  readonly model: string;
  readonly voice: string;
  readonly input: string;
}

export interface MeasureOptions {
  readonly fetch: typeof fetch;
  /** Where the app lies, absolute, with a slash at the end. */
  readonly baseUrl: string;
  readonly signal: AbortSignal;
}

/** Makes one request through the API and times it as its caller sees it. Throws what the API answers as an error. */
export async function measureSpeech(
  request: MeasuredRequest,
  { fetch, baseUrl, signal }: MeasureOptions,
): Promise<HeardSpeech> {
  const meter = new HeardSpeechMeter();
  const startedMs = performance.now();
  const response = await fetch(new URL('v1/audio/speech', baseUrl), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...request, response_format: 'pcm' }),
    signal,
  });
  if (!response.ok || response.body === null) throw new Error(await response.text());
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return meter.finish();
    meter.add(value.byteLength, performance.now() - startedMs);
  }
}
