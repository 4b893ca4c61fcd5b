import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { JobQueue } from '../../../../src/api/jobs/job-queue.ts';
import type { Turn } from '../../../../src/api/jobs/job-lane.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function open(): {
  queue: JobQueue;
  ask: (clientId: string, options?: object) => Promise<Turn>;
  order: string[];
} {
  const queue = new JobQueue();
  const order: string[] = [];
  const ask = async (clientId: string, options: object = {}): Promise<Turn> => {
    const signal = new AbortController().signal;
    const turn = await queue.acquire({ lane: 'kokoro', clientId, limit: 8, signal, ...options });
    order.push(clientId);
    return turn;
  };
  return { queue, ask, order };
}

describe('JobQueue', () => {
  it('passes the turn on when it is released, and once only', async () => {
    const { queue, ask, order } = open();
    const first = await ask('a');
    const [second, third] = [ask('b'), ask('c')];
    first.release();
    first.release();
    const turn = await second;
    expect(order).toEqual(['a', 'b']);
    turn.release();
    (await third).release();
    expect(queue.isEmpty).toBe(true);
  });

  it('takes an idle turn for who waits, and gives it back on demand', async () => {
    const { queue, ask, order } = open();
    const first = await ask('a');
    first.rest();
    const waiting = ask('b');
    await vi.advanceTimersByTimeAsync(499);
    expect(order).toEqual(['a']);
    await vi.advanceTimersByTimeAsync(1);
    expect(order).toEqual(['a', 'b']);
    let isBack = false;
    const back = first.resume().then(() => (isBack = true));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(isBack).toBe(false);
    (await waiting).release();
    await back;
    first.release();
    expect(queue.isEmpty).toBe(true);
  });

  it('lets nobody take a turn that is used every now and then', async () => {
    const { ask, order } = open();
    const first = await ask('a');
    const waiting = ask('b');
    for (let use = 0; use < 10; use++) {
      first.rest();
      await vi.advanceTimersByTimeAsync(400);
      await first.resume();
    }
    expect(order).toEqual(['a']);
    first.release();
    await waiting;
  });

  it('keeps no newcomer waiting for a turn that lies idle', async () => {
    const { ask, order } = open();
    const first = await ask('a');
    first.rest();
    await vi.advanceTimersByTimeAsync(1_000);
    await ask('b', { limit: 0 });
    expect(order).toEqual(['a', 'b']);
  });

  it('lets a parked job return before new jobs of its client', async () => {
    const { ask, order } = open();
    const first = await ask('a');
    first.rest();
    const other = ask('b');
    await vi.advanceTimersByTimeAsync(500);
    const newcomer = ask('a');
    const back = first.resume().then(() => order.push('a again'));
    (await other).release();
    await back;
    first.release();
    (await newcomer).release();
    expect(order).toEqual(['a', 'b', 'a again', 'a']);
  });

  it('counts only new jobs against the limit, in all lanes together', async () => {
    const { queue, ask } = open();
    await ask('a', { lane: 'one' });
    await ask('a', { lane: 'two' });
    void ask('b', { lane: 'one' });
    void ask('b', { lane: 'two' });
    await vi.advanceTimersByTimeAsync(0);
    expect(queue.waitingCount).toBe(2);
    await expect(ask('c', { lane: 'one', limit: 2 })).rejects.toThrow(
      expect.objectContaining({ code: 'queue_full' }) as Error,
    );
    await ask('c', { lane: 'three', limit: 2 });
  });

  it('forgets who gave up, while waiting, while parked, and before asking', async () => {
    const { queue, ask, order } = open();
    const [early, late] = [new AbortController(), new AbortController()];
    const first = await ask('a', { signal: late.signal });
    const waiting = ask('b', { signal: early.signal });
    const other = ask('c');
    early.abort();
    await expect(waiting).rejects.toThrow();
    first.rest();
    await vi.advanceTimersByTimeAsync(500);
    const back = first.resume();
    late.abort();
    await expect(back).rejects.toThrow();
    (await other).release();
    expect(order).toEqual(['a', 'c']);
    expect(queue.isEmpty).toBe(true);
    await expect(ask('d', { signal: AbortSignal.abort() })).rejects.toThrow();
    expect(queue.isEmpty).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});
