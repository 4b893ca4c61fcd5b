import { expect, it, vi } from 'vitest';
import type { Example } from '../../../../../src/ui/features/api-panel/example-request.ts';
import { toPlayable } from '../../../../../src/ui/features/api-panel/to-playable.ts';
import { createTryIt } from '../../../../../src/ui/features/api-panel/try-it.ts';

const answer = (): Response => new Response('RIFF', { headers: { 'content-type': 'audio/wav' } });

it('sends what was written, and nothing that is no request', async () => {
  const speak = vi.fn<Example>(() => Promise.resolve(answer()));
  const tryIt = createTryIt('{"input":"Hi"}', () => Promise.resolve({ speak }));
  tryIt.write('{"input":"Hello"');
  expect(tryIt.store.getState().fault).toMatchObject({ reason: 'not-json' });
  tryIt.send();
  expect(tryIt.store.getState().run).toBeNull();
  tryIt.write('["a list"]');
  expect(tryIt.store.getState().fault).toEqual({ reason: 'not-object', detail: '' });
  tryIt.write('{"input":"Hello"}');
  tryIt.send();
  await vi.waitUntil(() => tryIt.store.getState().run?.phase === 'done');
  expect(speak.mock.calls[0]?.[0]).toEqual({ input: 'Hello' });
  expect(tryIt.store.getState().run).toMatchObject({ outcome: { status: 200, bytes: 4 } });
});

it('cancels what runs, and shows nothing of it later', async () => {
  const speak: Example = (_request, signal) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error));
    });
  const tryIt = createTryIt('{}', () => Promise.resolve({ speak }));
  tryIt.send();
  expect(tryIt.store.getState().run).toEqual({ phase: 'running' });
  await Promise.resolve();
  tryIt.cancel();
  await new Promise((resolve) => void setImmediate(resolve));
  expect(tryIt.store.getState().run).toBeNull();
});

it('says why there was no answer', async () => {
  const speak: Example = () => Promise.reject(new TypeError('Failed to fetch'));
  const tryIt = createTryIt('{}', () => Promise.resolve({ speak }));
  tryIt.send();
  await vi.waitUntil(() => tryIt.store.getState().run?.phase === 'failed');
  expect(tryIt.store.getState().run).toMatchObject({ problem: { detail: 'Failed to fetch' } });
});

it('joins the sound of events and finds out what it is', async () => {
  const event = (bytes: string): string =>
    `data: ${JSON.stringify({ type: 'speech.audio.delta', audio: btoa(bytes) })}\n\n`;
  const toBody = (...parts: string[]): Blob => new Blob([...parts.map(event), 'data: {"type":"done"}\n\n']);
  const flac = await toPlayable(toBody('fL', 'aC!'), 'text/event-stream');
  expect([flac?.type, await flac?.text()]).toEqual(['audio/flac', 'fLaC!']);
  const samples = await toPlayable(toBody('\u0001\u0000'), 'text/event-stream');
  expect([samples?.type, samples?.size]).toEqual(['audio/wav', 46]);
  expect(await toPlayable(new Blob(['data: {"type":"done"}\n\n']), 'text/event-stream')).toBeNull();
});
