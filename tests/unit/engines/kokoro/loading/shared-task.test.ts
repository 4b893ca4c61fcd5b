import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SharedTask } from '../../../../../src/engines/kokoro/loading/shared-task.ts';

const { signal } = new AbortController();
const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

let startCount: number;
let endCount: number;
let task: SharedTask<string>;

beforeEach(() => {
  vi.useFakeTimers();
  [startCount, endCount] = [0, 0];
  task = new SharedTask({
    // The first never ends, whatever its signal says.
    start: () => (startCount++ === 0 ? new Promise<never>(() => undefined) : Promise.resolve('loaded')),
    progress: () => 'the same',
    stallMs: 1_000,
    createStallError: () => new Error('It got no further.'),
    onEnded: () => {
      endCount += 1;
    },
  });
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a run that neither moves nor heeds its signal', () => {
  it('is left alone, and the next begins, for who waits for it', async () => {
    const waiting = expect(task.join(signal)).rejects.toThrow('It got no further.');
    await pass(12_000);
    await waiting;
    expect({ endCount, isRunning: task.isRunning }).toEqual({ endCount: 1, isRunning: false });
    expect(await task.join(signal)).toBe('loaded');
    expect(endCount).toBe(1);
  });

  it('and for who calls it off, or comes meanwhile', async () => {
    const first = expect(task.join(signal)).rejects.toMatchObject({ name: 'AbortError' });
    const cancelled = task.cancel();
    const second = task.join(signal);
    await pass(0);
    expect(startCount).toBe(1);
    await pass(10_000);
    await Promise.all([first, cancelled]);
    expect(await second).toBe('loaded');
  });
});
