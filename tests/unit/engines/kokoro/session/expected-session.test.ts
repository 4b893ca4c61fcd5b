import { describe, expect, it } from 'vitest';
import { createSubject, echo, options } from './fake-worker.ts';

const { signal } = new AbortController();

describe('a session that is expected', () => {
  it('takes the worker that was started for it', async () => {
    const { create, expectSession, workers } = createSubject(echo);
    const drop = expectSession();
    expect(workers).toHaveLength(1);
    const session = await create(options(), signal);
    drop();
    expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([false]);
    await session.release();
    expect(workers[0]?.isTerminated).toBe(true);
  });

  it('ends its worker where it does not come, and another takes a fresh one', async () => {
    const { create, expectSession, workers } = createSubject(echo);
    expectSession()();
    await create(options(), signal);
    expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true, false]);
  });

  it('does not get a worker that crashed meanwhile', async () => {
    const { create, expectSession, workers } = createSubject(echo);
    expectSession();
    workers[0]?.crash();
    await create(options(), signal);
    expect(workers.map(({ isTerminated }) => isTerminated)).toEqual([true, false]);
  });
});
