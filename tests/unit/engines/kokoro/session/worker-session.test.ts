import { describe, expect, it } from 'vitest';
import { SessionLostError } from '../../../../../src/engines/kokoro/session/session.ts';
import { createWorkerSessions } from '../../../../../src/engines/kokoro/session/worker-session.ts';
import { createSubject, echo, FakeWorker, options } from './fake-worker.ts';
import { createDeferred } from '../../../../../src/std/deferred.ts';

const { signal } = new AbortController();
const input = { tokenIds: [0, 50, 0], style: new Float32Array(256), speed: 1 };

describe('a session in a worker', () => {
  it('gives what the session there gives, of the model that it was given', async () => {
    const { create, workers } = createSubject(echo);
    const session = await create(options(), signal);
    expect(await session.run(input)).toEqual({
      samples: Float32Array.of(1, 2, 3),
      durations: Int32Array.of(0, 50, 0),
    });
    await session.release();
    expect(workers[0]?.isTerminated).toBe(true);
  });

  it('passes a failure on, and lives', async () => {
    let runs = 0;
    const { create } = createSubject(async (given, createSignal) => {
      const session = await echo(given, createSignal);
      return {
        ...session,
        run: (job) => (runs++ === 0 ? Promise.reject(new Error('bad run')) : session.run(job)),
      };
    });
    const session = await create(options(), signal);
    await expect(session.run(input)).rejects.toThrow('bad run');
    await expect(session.run(input)).resolves.toBeDefined();
    await session.release();
  });

  it('ends its worker when it cannot be started', async () => {
    const { create, workers } = createSubject(() => Promise.reject(new Error('no model')));
    await expect(create(options(), signal)).rejects.toThrow('no model');
    expect(workers[0]?.isTerminated).toBe(true);
  });

  it('ends its worker when nobody wants it any more', async () => {
    const controller = new AbortController();
    const started = createDeferred();
    const { create, workers } = createSubject(() => {
      started.resolve();
      return new Promise(() => undefined);
    });
    const session = create(options(), controller.signal);
    await started.promise;
    controller.abort();
    await expect(session).rejects.toMatchObject({ name: 'AbortError' });
    expect(workers[0]?.isTerminated).toBe(true);
  });

  it('that crashes is lost: the run in progress and every later one say so', async () => {
    const { create, workers } = createSubject(async (given, createSignal) => ({
      ...(await echo(given, createSignal)),
      run: () => new Promise(() => undefined),
    }));
    const session = await create(options(), signal);
    const run = session.run(input);
    expect(workers[0]?.crash()).toBe(false);
    await expect(run).rejects.toThrow(SessionLostError);
    await expect(session.run(input)).rejects.toThrow(SessionLostError);
  });

  it('that the browser ends is lost as soon as its lock is free', async () => {
    let watched: { lock: string; onEnd: () => void } | undefined;
    const workers: FakeWorker[] = [];
    const { createSession: create } = createWorkerSessions(
      () => {
        const worker = new FakeWorker(async (given, createSignal) => ({
          ...(await echo(given, createSignal)),
          run: () => new Promise(() => undefined),
        }));
        workers.push(worker);
        return worker as unknown as Worker;
      },
      (lock, { onEnd }) => {
        watched = { lock, onEnd };
      },
    );
    const session = await create(options(), signal);
    workers[0]?.dispatchEvent(new MessageEvent('message', { data: { type: 'life', lock: 'life-1' } }));
    expect(watched?.lock).toBe('life-1');
    const run = session.run(input);
    watched?.onEnd();
    await expect(run).rejects.toThrow(SessionLostError);
    expect(workers[0]?.isTerminated).toBe(true);
  });

  it('passes on what comes next at once, though a run is in progress', async () => {
    const prepared: unknown[] = [];
    let finish: (() => void) | undefined;
    const { create } = createSubject(async (given, createSignal) => {
      const session = await echo(given, createSignal);
      return {
        ...session,
        run: async (job) => {
          await new Promise<void>((resolve) => (finish = resolve));
          return session.run(job);
        },
        prepare: (job) => void prepared.push(job),
      };
    });
    const session = await create(options(), signal);
    const running = session.run(input);
    session.prepare!({ ...input, speed: 2 });
    await expect.poll(() => prepared).toEqual([{ ...input, speed: 2 }]);
    finish!();
    await running;
  });

  it('is released when its thread is gone, and not much later where nobody can tell', async () => {
    const ends: (() => void)[] = [];
    const workers: FakeWorker[] = [];
    const { createSession: create } = createWorkerSessions(
      () => {
        const worker = new FakeWorker(echo);
        workers.push(worker);
        return worker as unknown as Worker;
      },
      (_, { onEnd }) => void ends.push(onEnd),
    );
    const open = async (): Promise<{ isReleased: () => boolean; released: Promise<void> }> => {
      const session = await create(options(), signal);
      workers.at(-1).dispatchEvent(new MessageEvent('message', { data: { type: 'life', lock: 'life' } }));
      let isReleased = false;
      const released = session.release().then(() => {
        isReleased = true;
      });
      await expect.poll(() => workers.at(-1).isTerminated).toBe(true);
      return { isReleased: () => isReleased, released };
    };
    const first = await open();
    expect(first.isReleased()).toBe(false);
    ends.at(-1)();
    await first.released;
    const second = await open();
    expect(second.isReleased()).toBe(false);
    await second.released;
  });

  it('stops a run that can be stopped, says so, and runs again', async () => {
    let stops = 0;
    const { create } = createSubject(async (given, createSignal) => {
      const session = await echo(given, createSignal);
      return {
        ...session,
        run: (job, runSignal) =>
          job.speed === 1
            ? session.run(job)
            : new Promise((_, reject) => {
                runSignal!.addEventListener('abort', () => {
                  stops += 1;
                  reject(runSignal!.reason as Error);
                });
              }),
      };
    });
    const session = await create(options(), signal);
    for (let round = 1; round <= 2; round += 1) {
      const controller = new AbortController();
      const run = session.run({ ...input, speed: 2 }, controller.signal);
      setTimeout(() => controller.abort(new DOMException('Enough', 'AbortError')), 10);
      await expect(run).rejects.toThrow('Enough');
      expect(stops).toBe(round);
      await expect(session.run(input, controller.signal)).rejects.toThrow('Enough');
      await expect(session.run(input, signal)).resolves.toBeDefined();
    }
  });
});
