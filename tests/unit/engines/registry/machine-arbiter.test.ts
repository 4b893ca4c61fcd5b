import { describe, expect, it } from 'vitest';
import { MachineArbiter, type Seat } from '../../../../src/engines/registry/machine-arbiter.ts';
import { nextTurn } from '../../../../src/std/next-turn.ts';

const { signal } = new AbortController();

/** Claims that write down who came and who went. */
function createClaims(options: { readonly tenureMs: number; readonly restMs: number }) {
  const arbiter = new MachineArbiter({ seatCount: 1, ...options });
  const events: string[] = [];
  const claim = (name: string): Seat => {
    const seat: Seat = arbiter.createSeat({
      onSeated: () => events.push(`${name} comes`),
      makeRoom: async () => {
        await nextTurn();
        events.push(`${name} goes`);
        seat.free();
      },
    });
    return seat;
  };
  return { claim, events };
}

describe('the arbiter', () => {
  it('seats those who wait in the order in which they asked', async () => {
    const { claim, events } = createClaims({ tenureMs: 0, restMs: 0 });
    const [a, b, c] = [claim('a'), claim('b'), claim('c')];
    await a.take(signal);
    a.enter();
    const waiting = [b.take(signal), c.take(signal)];
    await nextTurn();
    expect(events).toEqual(['a comes']);
    a.leave();
    await Promise.all(waiting);
    expect(events).toEqual(['a comes', 'a goes', 'b comes', 'b goes', 'c comes']);
  });

  it('leaves a model its seat until it has finished a job, and for its tenure while more come', async () => {
    const { claim, events } = createClaims({ tenureMs: 0, restMs: 1_000_000 });
    const [a, b] = [claim('a'), claim('b')];
    await a.take(signal);
    a.enter();
    const waiting = b.take(signal);
    a.enter();
    await nextTurn();
    expect(b.isTaken).toBe(false);
    a.leave();
    expect(a.isBusy).toBe(true);
    await waiting;
    expect(events).toEqual(['a comes', 'a goes', 'b comes']);
  });

  it('forgets a model that gave up waiting', async () => {
    const { claim, events } = createClaims({ tenureMs: 0, restMs: 0 });
    const [a, b, c] = [claim('a'), claim('b'), claim('c')];
    await a.take(signal);
    a.enter();
    const controller = new AbortController();
    const given = b.take(controller.signal);
    const waiting = c.take(signal);
    controller.abort();
    await expect(given).rejects.toMatchObject({ name: 'AbortError' });
    a.leave();
    await waiting;
    expect(events).toEqual(['a comes', 'a goes', 'c comes']);
    await b.take(signal);
    expect(events.at(-1)).toBe('b comes');
  });

  it('grants a model that is on its way out what its last run needs', async () => {
    const { claim } = createClaims({ tenureMs: 0, restMs: 0 });
    const [a, b] = [claim('a'), claim('b')];
    await a.take(signal);
    a.enter();
    a.enter();
    const waiting = b.take(signal);
    a.leave();
    await a.take(signal);
    await waiting;
    expect(a.isTaken).toBe(false);
  });

  it('makes room when a model that does not do so in order fails', async () => {
    const arbiter = new MachineArbiter({ seatCount: 1, tenureMs: 0, restMs: 0 });
    const seat = arbiter.createSeat({
      onSeated: () => undefined,
      makeRoom: () => Promise.reject(new Error('The model does not leave.')),
    });
    await seat.take(signal);
    const other = arbiter.createSeat({ onSeated: () => undefined, makeRoom: () => Promise.resolve() });
    await other.take(signal);
    expect(seat.isTaken).toBe(false);
  });
});
