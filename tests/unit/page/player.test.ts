import { expect, test } from 'vitest';
import { createPlayer } from '../../../src/page/player.ts';

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
  await expect(player.play()).rejects.toThrow('The file is gone.');
  expect(closed).toEqual([1]);
  await expect(player.play()).rejects.toThrow('The file is gone.');
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
