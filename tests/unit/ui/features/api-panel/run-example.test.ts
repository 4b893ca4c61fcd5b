import { describe, expect, test } from 'vitest';
import { runExample } from '../../../../../src/ui/features/api-panel/run-example.ts';

const request = { model: 'espeak-ng', voice: 'af_heart', speed: 1, input: 'Hello.' };
const { signal } = new AbortController();

function createAnswer(chunks: readonly Uint8Array[], init: ResponseInit): Response {
  const body = new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  return new Response(body, init);
}

describe('runExample', () => {
  test('measures a streamed answer and makes its samples playable', async () => {
    const chunks = [new Uint8Array([1, 0]), new Uint8Array([2, 0, 3, 0])];
    const headers = { 'Content-Type': 'audio/pcm; rate=24000', 'X-Sotto-Engine': 'espeak-ng' };
    const outcome = await runExample(
      () => Promise.resolve(createAnswer(chunks, { headers })),
      request,
      signal,
    );
    expect(outcome).toMatchObject({ status: 200, contentType: 'audio/pcm', bytes: 6, reads: 2, error: null });
    expect(outcome.engine).toBe('espeak-ng');
    expect(outcome.durationMs).toBeGreaterThanOrEqual(outcome.firstByteMs!);
    const wav = new DataView(await outcome.audio!.arrayBuffer());
    expect(wav.byteLength).toBe(50);
    expect(wav.getUint32(24, true)).toBe(24_000);
    expect(wav.getUint32(40, true)).toBe(6);
    expect([wav.getInt16(44, true), wav.getInt16(46, true), wav.getInt16(48, true)]).toEqual([1, 2, 3]);
  });

  test('shows an error answer as what it is', async () => {
    const body = JSON.stringify({ error: { message: 'Get Kokoro first.', code: 'model_unavailable' } });
    const outcome = await runExample(
      () => Promise.resolve(new Response(body, { status: 503 })),
      request,
      signal,
    );
    expect(outcome).toMatchObject({ status: 503, error: 'Get Kokoro first.', audio: null });
  });

  test('shows what the SDK throws for an error answer like the answer itself', async () => {
    const thrown = Object.assign(new Error('503'), { status: 503, error: { message: 'Get Kokoro first.' } });
    const outcome = await runExample(() => Promise.reject(thrown), request, signal);
    expect(outcome).toMatchObject({ status: 503, error: 'Get Kokoro first.' });
  });

  test('rejects where there was no answer at all', async () => {
    const call = runExample(() => Promise.reject(new TypeError('Failed to fetch')), request, signal);
    await expect(call).rejects.toThrow('Failed to fetch');
  });
});
