import type { Example, ExampleRequest } from './example-request.ts';
import type { ExampleOutcome } from './example-run.ts';
import { toPlayable } from './to-playable.ts';

/** Runs an example and measures its answer from the call to the last byte. Rejects where there was no answer. */
export async function runExample(
  speak: Example,
  request: ExampleRequest,
  signal: AbortSignal,
): Promise<ExampleOutcome> {
  const startedAt = performance.now();
  const sinceStart = (): number => performance.now() - startedAt;
  const response = await orErrorResponse(speak(request, signal));
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let firstByteMs: number | null = null;
  for await (const chunk of toChunks(response)) {
    firstByteMs ??= sinceStart();
    chunks.push(chunk);
  }
  const body = new Blob(chunks);
  const contentType = (response.headers.get('Content-Type') ?? '').split(';', 1)[0] ?? '';
  return {
    status: response.status,
    contentType,
    engine: response.headers.get('X-Sotto-Engine'),
    firstByteMs,
    durationMs: sinceStart(),
    bytes: body.size,
    reads: chunks.length,
    audio: response.ok ? await toPlayable(body, contentType) : null,
    error: response.ok ? null : await toErrorMessage(body),
  };
}

async function* toChunks(response: Response): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

/** The SDK throws what `fetch` gives back: an answer with an error status. It is shown as the answer it was. */
async function orErrorResponse(answer: Promise<Response>): Promise<Response> {
  try {
    return await answer;
  } catch (error) {
    if (!isStatusError(error)) throw error;
    return new Response(JSON.stringify({ error: error.error }), {
      status: error.status,
      headers: { 'Content-Type': 'application/json' },
    });
  }
}

function isStatusError(error: unknown): error is { readonly status: number; readonly error: unknown } {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' && 'error' in error;
}

async function toErrorMessage(body: Blob): Promise<string> {
  const text = await body.text();
  try {
    const { error } = JSON.parse(text) as { readonly error?: { readonly message?: unknown } };
    return typeof error?.message === 'string' ? error.message : text;
  } catch {
    return text;
  }
}
