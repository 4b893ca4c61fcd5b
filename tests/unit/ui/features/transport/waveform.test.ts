import { expect, test } from 'vitest';
import { toBars } from '../../../../../src/ui/features/transport/draw-waveform.ts';
import { toClock } from '../../../../../src/ui/features/transport/to-clock.ts';
import { findMadePlace, toTake } from '../../../../../src/ui/store/take.ts';
import { after, createSegment, ordered } from '../../store/take-state.ts';

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
