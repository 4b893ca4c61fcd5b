import { expect, test, vi } from 'vitest';
import { createPlayer } from '../../../src/page/player.ts';
import { nextTurn } from '../../../src/std/next-turn.ts';
import type { PageToPlayer } from '../../../src/wire/player.protocol.ts';

test('a context that cannot be used is closed, and the next attempt has another', async () => {
  const closed: number[] = [];
  let count = 0;
  const player = createPlayer(() => {
    const number = (count += 1);
    return Object.assign(new EventTarget(), {
      resume: () => Promise.resolve(),
      close: () => Promise.resolve(void closed.push(number)),
      audioWorklet: { addModule: () => Promise.reject(new Error('The file is gone.')) },
    }) as unknown as AudioContext;
  });
  const unhandled: unknown[] = [];
  const note = (error: unknown): void => void unhandled.push(error);
  process.on('unhandledRejection', note);
  await expect(player.play()).rejects.toThrow('The file is gone.');
  expect(closed).toEqual([1]);
  const playing = expect(player.play()).rejects.toThrow('The file is gone.');
  player.pause();
  player.resume();
  player.stop();
  player.seek(1);
  player.waitFor(1);
  await playing;
  // Node reports what was not handled once its microtasks are done.
  await nextTurn();
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
  player.dispose();
  expect(closed).toEqual([1, 2]);
});

test('a context that cannot be made is asked for again', async () => {
  let count = 0;
  const player = createPlayer(() => {
    count += 1;
    throw new DOMException('There is no sound device.', 'NotSupportedError');
  });
  for (const attempt of [1, 2]) {
    await expect(player.play()).rejects.toThrow('There is no sound device.');
    expect(count).toBe(attempt);
  }
});

test('a rate that cannot be played is refused before the first play, and is 1 then', async () => {
  const { port1, port2 } = new MessageChannel();
  vi.stubGlobal('AudioWorkletNode', function createNode() {
    return { port: port1, connect: () => undefined };
  });
  const fetchBinary = vi.fn(() => Promise.resolve(new Response(null, { status: 404 })));
  vi.stubGlobal('fetch', fetchBinary);
  const player = createPlayer(() => {
    return Object.assign(new EventTarget(), {
      resume: () => Promise.resolve(),
      close: () => Promise.resolve(),
      audioWorklet: { addModule: () => Promise.resolve() },
    }) as unknown as AudioContext;
  });
  const posted: unknown[] = [];
  port2.onmessage = ({ data }: MessageEvent<PageToPlayer>) => {
    if (data.type === 'rate' || data.type === 'stretcher') posted.push(data);
  };
  await expect(player.setRate(2)).rejects.toThrow('404');
  (await player.play()).close();
  await vi.waitUntil(() => posted.length === 1);
  fetchBinary.mockImplementation(() => Promise.resolve(new Response(new Uint8Array(8))));
  await player.setRate(1.5);
  await player.setRate(2);
  await vi.waitUntil(() => posted.length === 4);
  expect(posted).toEqual([
    { type: 'rate', rate: 1 },
    { type: 'stretcher', binary: new ArrayBuffer(8) },
    { type: 'rate', rate: 1.5 },
    { type: 'rate', rate: 2 },
  ]);
  expect(fetchBinary).toHaveBeenCalledTimes(2);
  player.dispose();
  port2.close();
  vi.unstubAllGlobals();
});
