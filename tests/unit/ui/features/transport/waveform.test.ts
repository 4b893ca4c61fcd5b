import { expect, test } from 'vitest';
import { isSamePicture, toBars, toPicture } from '../../../../../src/ui/features/transport/draw-waveform.ts';
import { toClock } from '../../../../../src/ui/features/transport/to-clock.ts';
import { findMadePlace, toTake } from '../../../../../src/ui/store/take.ts';
import type { AppEvent } from '../../../../../src/ui/store/event.ts';
import { reduce } from '../../../../../src/ui/store/reduce.ts';
import { after, createSegment, heard, ordered } from '../../store/take-state.ts';

const take = (...segments: ReturnType<typeof createSegment>[]) =>
  toTake(after(ordered, ...segments.map((segment) => ({ type: 'segment-made', segment }) as const)).take)!;

test('puts each peak where it is heard and leaves the rest empty', () => {
  const peaks = new Float32Array(100);
  peaks[99] = 0.5;
  const bars = toBars(take(createSegment(0, { peaks })), 10, 4);
  expect(bars[4]).toBe(1);
  expect([...bars.slice(5)]).toEqual([0, 0, 0, 0, 0]);
  expect(bars[0]).toBeGreaterThan(0);
  expect(bars[0]).toBeLessThan(0.1);
});

test('does not blow up a whisper', () => {
  const bars = toBars(take(createSegment(0, { peaks: new Float32Array(100).fill(0.05) })), 4, 2);
  expect(Math.max(...bars)).toBeCloseTo(0.2);
});

test('is drawn again once another bar is reached or more is made, and for nothing else', () => {
  // Ten bars of half a second each.
  const start = after(ordered, { type: 'segment-made', segment: createSegment(0) }, heard(0.1));
  const isShown = (...events: AppEvent[]): boolean =>
    isSamePicture(toPicture(start, 10), toPicture(events.reduce(reduce, start), 10));
  expect(isShown(heard(0.4), { type: 'text-changed', text: 'New.' })).toBe(true);
  expect(isShown(heard(0.6))).toBe(false);
  expect(isShown({ type: 'segment-made', segment: createSegment(1) })).toBe(false);
  expect(isSamePicture(toPicture(start, 10), toPicture(start, 11))).toBe(false);
});

test('finds no place in what is not made yet', () => {
  // Two of its five seconds are made.
  const half = take(createSegment(0));
  expect(findMadePlace(half, 0.25)).toBe(1.25);
  expect(findMadePlace(half, -1)).toBe(0);
  expect(findMadePlace(half, 0.8)).toBeNull();
  const whole = { ...half, complete: true };
  expect(findMadePlace(whole, 1.2)).toBe(2);
});

test('writes hours where there are any', () => {
  expect([0, 65, 3599, 3600, 5485].map(toClock)).toEqual(['0:00', '1:05', '59:59', '1:00:00', '1:31:25']);
});
