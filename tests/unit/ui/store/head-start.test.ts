import { expect, test } from 'vitest';
import { Scope } from '../../../../src/std/scope.ts';
import { connectHeadStart, toHeadStart } from '../../../../src/ui/store/head-start.ts';
import { openPage, settle, type Page } from './fake-page.ts';
import { after, createSegment, heard, order } from './take-state.ts';

/** A text of 200 characters, which is 40 seconds where 10 of them are two seconds. */
const long = { ...order, text: 'x'.repeat(200), model: 'kokoro-82m', standIn: false };
const ordered = { type: 'take-ordered', order: long } as const;

/** A segment of ten characters and two seconds, made in so many. */
const made = (index: number, runSeconds: number | null) =>
  ({
    type: 'segment-made',
    segment: createSegment(index, { start: index * 10, end: index * 10 + 10, runSeconds }),
  }) as const;

const ranDry = {
  type: 'player-reported',
  event: { type: 'position', positionSeconds: 2, queuedSeconds: 0, underruns: 1, isWaiting: true },
} as const;

test('the first take waits for its first segment, which tells how fast the engine is', () => {
  expect(toHeadStart(after(ordered))).toEqual({ soundSeconds: Infinity, waitSeconds: 0 });
  expect(toHeadStart(after(ordered, made(0, 1)))).toEqual({ soundSeconds: 0, waitSeconds: 0 });
  // The next one need not.
  expect(toHeadStart(after(ordered, made(0, 1), ordered))).toEqual({ soundSeconds: 0, waitSeconds: 0 });
});

test('a device that needs twice the time of hearing gets ahead by half of the text, and some more', () => {
  const start = toHeadStart(after(ordered, made(0, 4)));
  expect(start?.soundSeconds).toBeCloseTo(1.1 * 20, 9);
  expect(start?.waitSeconds).toBeCloseTo((1.1 * 20 - 2) * 2, 9);
  const later = toHeadStart(after(ordered, ...[0, 1, 2, 3, 4].map((index) => made(index, 4))));
  expect(later?.soundSeconds).toBeCloseTo(1.1 * 20, 9);
  expect(later?.waitSeconds).toBeCloseTo((1.1 * 20 - 10) * 2, 9);
});

test('with what it computes, no sample is late', () => {
  for (const pace of [1.2, 2, 5]) {
    const { soundSeconds } = toHeadStart(after(ordered, made(0, 2 * pace)))!;
    // Begins with so much sound; meanwhile the rest is made.
    const restSeconds = 40 - soundSeconds;
    expect(restSeconds * pace).toBeLessThanOrEqual(40);
  }
});

test('nothing is waited for while the take is heard, is whole, is hurried, or is spoken by the built-in voice', () => {
  const slow = made(0, 4);
  expect(toHeadStart(after(ordered, slow, heard(1)))).toBeNull();
  expect(toHeadStart(after(ordered, slow, { type: 'take-stopped' }))).toBeNull();
  const none = { soundSeconds: 0, waitSeconds: 0 };
  expect(toHeadStart(after(ordered, slow, { type: 'take-completed', take: long.id }))).toEqual(none);
  expect(toHeadStart(after(ordered, slow, { type: 'take-hurried' }))).toEqual(none);
  expect(toHeadStart(after({ ...ordered, order }, made(0, null)))).toEqual(none);
});

test('a take that ran dry waits for what its rest needs', () => {
  const state = after(ordered, made(0, 4), heard(1), ranDry);
  expect(toHeadStart(state)?.soundSeconds).toBeCloseTo(1.1 * 19, 9);
});

test('a text of hours waits for five minutes of sound at most', () => {
  const state = after({ ...ordered, order: { ...long, text: 'x'.repeat(100_000) } }, made(0, 8));
  expect(toHeadStart(state)?.soundSeconds).toBe(300);
});

async function openSlowPage(): Promise<Page> {
  const page = await openPage();
  connectHeadStart(new Scope(), page.store, page.services.player);
  return page;
}

test('the player is told as soon as a segment shows the speed, and plays at once where the user wants that', async () => {
  const { services, store, actions } = await openSlowPage();
  store.dispatch(ordered);
  store.dispatch(made(0, 4));
  await settle();
  expect(services.calls.filter((call) => call.startsWith('wait'))).toEqual([
    'wait for Infinity',
    'wait for 22',
  ]);
  actions.hurry();
  expect(services.calls.at(-1)).toBe('wait for 0');
});
