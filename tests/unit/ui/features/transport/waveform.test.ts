import { expect, test } from 'vitest';
import { toBars } from '../../../../../src/ui/features/transport/draw-waveform.ts';
import { toTake } from '../../../../../src/ui/store/take.ts';
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
