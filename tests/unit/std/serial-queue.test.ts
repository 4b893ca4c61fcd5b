import { describe, expect, it } from 'vitest';
import { createDeferred } from '../../../src/std/deferred.ts';
import { SerialQueue } from '../../../src/std/serial-queue.ts';

describe('SerialQueue', () => {
  it('runs one job at a time, in order', async () => {
    const queue = new SerialQueue();
    const first = createDeferred();
    const order: string[] = [];
    const jobs = [
      queue.run(async () => {
        order.push('first begins');
        await first.promise;
        order.push('first ends');
      }),
      queue.run(() => order.push('second')),
    ];
    await Promise.resolve();
    expect(queue.pending).toBe(2);
    first.resolve();
    await Promise.all(jobs);
    expect(order).toEqual(['first begins', 'first ends', 'second']);
  });

  it('is not poisoned by a job that fails', async () => {
    const queue = new SerialQueue();
    const failing = queue.run(() => Promise.reject(new Error('broken')));
    await expect(failing).rejects.toThrow('broken');
    await expect(queue.run(() => 'fine')).resolves.toBe('fine');
  });

  it('leaves out a job whose signal fired while it waited', async () => {
    const queue = new SerialQueue();
    const first = createDeferred();
    const controller = new AbortController();
    const running = queue.run(() => first.promise);
    let ran = false;
    const waiting = queue.run(() => {
      ran = true;
    }, controller.signal);
    controller.abort();
    first.resolve();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    await running;
    expect(ran).toBe(false);
  });
});
