import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IdleTask } from '../../../../../src/engines/kokoro/loading/idle-task.ts';
import { orAbort } from '../../../../../src/std/abort.ts';
import { createDeferred, type Deferred } from '../../../../../src/std/deferred.ts';

let starts: { readonly signal: AbortSignal; readonly end: Deferred<void> }[];
let task: IdleTask;

beforeEach(() => {
  vi.useFakeTimers();
  starts = [];
  task = new IdleTask({
    idleMs: 1_000,
    run: (signal) => {
      const end = createDeferred();
      starts.push({ signal, end });
      return orAbort(end.promise, signal);
    },
  });
});

afterEach(() => {
  vi.useRealTimers();
});

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

describe('a task for idle time', () => {
  it('begins when nothing has been going on for a while, and once', async () => {
    task.enter();
    task.request({ isUrgent: false });
    await pass(5_000);
    expect(starts).toHaveLength(0);
    task.leave();
    await pass(999);
    expect(starts).toHaveLength(0);
    await pass(1);
    expect(starts).toHaveLength(1);
    starts[0]?.end.resolve();
    await pass(5_000);
    expect(starts).toHaveLength(1);
  });

  it('gives way at once, and begins again later', async () => {
    task.request({ isUrgent: false });
    await pass(1_000);
    task.enter();
    expect(starts[0]?.signal.aborted).toBe(true);
    await pass(5_000);
    expect(starts).toHaveLength(1);
    task.leave();
    await pass(1_000);
    expect(starts).toHaveLength(2);
    expect(starts[1]?.signal.aborted).toBe(false);
  });

  it('waits anew after each thing that goes on', async () => {
    task.request({ isUrgent: false });
    await pass(900);
    task.enter();
    task.leave();
    await pass(900);
    expect(starts).toHaveLength(0);
    await pass(100);
    expect(starts).toHaveLength(1);
  });

  it('that is urgent begins at once and does not give way', () => {
    task.enter();
    task.request({ isUrgent: true });
    expect(starts).toHaveLength(1);
    task.enter();
    expect(starts[0]?.signal.aborted).toBe(false);
  });

  it('that becomes urgent while it runs begins at once, and does not give way any more', async () => {
    task.request({ isUrgent: false });
    await pass(1_000);
    task.request({ isUrgent: true });
    await pass(0);
    expect(starts.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    task.enter();
    expect(starts[1]?.signal.aborted).toBe(false);
    starts[1]?.end.resolve();
    await pass(5_000);
    expect(starts).toHaveLength(2);
  });

  it('that becomes urgent in the moment when it ends runs once more', async () => {
    task.request({ isUrgent: false });
    await pass(1_000);
    starts[0]?.end.resolve();
    task.request({ isUrgent: true });
    await pass(0);
    expect(starts).toHaveLength(2);
  });

  it('that fails is not tried again', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    task.request({ isUrgent: false });
    await pass(1_000);
    starts[0]?.end.reject(new Error('no'));
    await pass(5_000);
    expect(starts).toHaveLength(1);
    expect(warn).toHaveBeenCalledOnce();
    warn.mockRestore();
  });

  it('that does not end when it is cancelled is left alone', async () => {
    const deaf = new IdleTask({ idleMs: 0, run: () => new Promise<never>(() => undefined) });
    deaf.request({ isUrgent: true });
    const cancelled = deaf.cancel();
    await pass(10_000);
    await cancelled;
  });

  it('that is cancelled ends, and does not come back', async () => {
    task.request({ isUrgent: false });
    await pass(1_000);
    await task.cancel();
    expect(starts[0]?.signal.aborted).toBe(true);
    task.enter();
    task.leave();
    await pass(5_000);
    expect(starts).toHaveLength(1);
  });
});
