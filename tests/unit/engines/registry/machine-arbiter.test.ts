import { describe, expect, it } from 'vitest';
import { MachineArbiter, type Seat } from '../../../../src/engines/registry/machine-arbiter.ts';
import { nextTurn } from '../../../../src/std/next-turn.ts';

const { signal } = new AbortController();

/** Claims that write down who came and who went. */
function createClaims(options: {
  readonly tenureMs: number;
  readonly restMs: number;
  readonly seatCount?: number;
}) {
  const arbiter = new MachineArbiter({ seatCount: 1, ...options });
  const events: string[] = [];
  const claim = (name: string): Seat => {
    const seat: Seat = arbiter.createSeat({
      model: name,
      onSeated: () => events.push(`${name} comes`),
      makeRoom: async () => {
        await nextTurn();
        events.push(`${name} goes`);
        seat.free();
      },
    });
    return seat;
  };
  return { arbiter, claim, events };
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
      model: 'a',
      onSeated: () => undefined,
      makeRoom: () => Promise.reject(new Error('The model does not leave.')),
    });
    await seat.take(signal);
    const other = arbiter.createSeat({
      model: 'b',
      onSeated: () => undefined,
      makeRoom: () => Promise.resolve(),
    });
    await other.take(signal);
    expect(seat.isTaken).toBe(false);
  });

  it('unloads what is idle where memory runs out, does the work once more, and says so', async () => {
    const { arbiter, claim, events } = createClaims({ seatCount: 2, tenureMs: 0, restMs: 1_000_000 });
    const [voice, ears] = [claim('voice'), claim('ears')];
    let noticeCount = 0;
    arbiter.watchShortage(() => (noticeCount += 1));
    await ears.take(signal);
    await voice.take(signal);
    let attempts = 0;
    const work = (): Promise<string> => {
      attempts += 1;
      return ears.isTaken
        ? Promise.reject(
            new Error('The front failed', { cause: new RangeError('Array buffer allocation failed') }),
          )
        : Promise.resolve('sound');
    };
    await expect(voice.withRoom(work)).resolves.toBe('sound');
    expect({ attempts, noticeCount, unloaded: arbiter.unloaded }).toEqual({
      attempts: 2,
      noticeCount: 1,
      unloaded: ['ears'],
    });
    expect(events).toEqual(['ears comes', 'voice comes', 'ears goes']);
    // From now on one model at a time is in memory.
    voice.enter();
    const waiting = ears.take(signal);
    await nextTurn();
    expect(ears.isTaken).toBe(false);
    voice.leave();
    voice.free();
    await waiting;
  });

  it('unloads nothing for another failure, and nothing that somebody uses', async () => {
    const { arbiter, claim, events } = createClaims({ seatCount: 2, tenureMs: 0, restMs: 0 });
    const [voice, ears] = [claim('voice'), claim('ears')];
    await ears.take(signal);
    const fail = (message: string) => voice.withRoom(() => Promise.reject(new Error(message)));
    await expect(fail('The text has no phonemes.')).rejects.toThrow('phonemes');
    ears.enter();
    await expect(fail('std::bad_alloc')).rejects.toThrow('bad_alloc');
    expect(events).toEqual(['ears comes']);
    expect(arbiter.unloaded).toEqual([]);
  });
});
