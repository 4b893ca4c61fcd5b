import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fetchUnlessSilent } from '../../../src/std/fetch-unless-silent.ts';
import { onAbort } from '../../../src/std/abort.ts';

let send: ReadableStreamDefaultController<Uint8Array>;

/** Answers at once, or never, and sends what the test says; an abort cuts the line. */
function serve(answers: boolean): void {
  vi.stubGlobal('fetch', (_: unknown, { signal }: { readonly signal: AbortSignal }) => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        send = controller;
        onAbort(signal, () => controller.error(signal.reason));
      },
    });
    if (answers) return Promise.resolve(new Response(body, { status: 201 }));
    return new Promise((_resolve, reject) => {
      onAbort(signal, () => reject(signal.reason as Error));
    });
  });
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('gives what comes, however long it takes, and leaves no timer behind', async () => {
  serve(true);
  const response = await fetchUnlessSilent('https://sotto.test/');
  const body = response.bytes();
  for (const byte of [1, 2, 3]) {
    await vi.advanceTimersByTimeAsync(20_000);
    send.enqueue(Uint8Array.of(byte));
  }
  send.close();
  expect([response.status, await body]).toEqual([201, Uint8Array.of(1, 2, 3)]);
  expect(vi.getTimerCount()).toBe(0);
});

it('fails where no answer comes for five minutes, or nothing of it for half a minute', async () => {
  serve(false);
  const silent = expect(fetchUnlessSilent('https://sotto.test/')).rejects.toThrow('fell silent');
  // As long as all connections are taken, nothing is sent.
  await vi.advanceTimersByTimeAsync(299_000);
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(1_000);
  await silent;
  serve(true);
  const body = (await fetchUnlessSilent('https://sotto.test/')).bytes();
  const cut = expect(body).rejects.toThrow('fell silent');
  send.enqueue(Uint8Array.of(1));
  await vi.advanceTimersByTimeAsync(30_000);
  await cut;
});

it('ends with the signal of its caller', async () => {
  serve(false);
  const controller = new AbortController();
  const failed = expect(fetchUnlessSilent('https://sotto.test/', { signal: controller.signal })).rejects;
  controller.abort(new Error('called off'));
  await failed.toThrow('called off');
  expect(vi.getTimerCount()).toBe(0);
});
