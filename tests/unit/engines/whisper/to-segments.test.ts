import { describe, expect, it } from 'vitest';
import { toSpans, type TokenSpans } from '../../../../src/engines/whisper/decoding/to-segments.ts';

const BEGIN = 100;
/** Numbers with a point are seconds; the others are text. */
const t = (seconds: number): number => BEGIN + Math.round(seconds / 0.02);

function cut(ids: readonly number[], seconds = 10): TokenSpans {
  return toSpans(
    ids.map((id) => ({ id, logprob: 0 })),
    BEGIN,
    seconds,
  );
}

const toTimes = ({ spans }: TokenSpans): number[][] =>
  spans.map(({ start, end }) => [start, end].map((value) => Math.round(value * 100) / 100));

describe('the phrases of a text', () => {
  it('lie between pairs of times', () => {
    const spans = cut([t(0), 1, 2, t(2), t(2.5), 3, t(5)]);
    expect(toTimes(spans)).toEqual([
      [0, 2],
      [2.5, 5],
    ]);
    expect(spans.heardSeconds).toBeCloseTo(5);
  });

  it('without an end are left to another run', () => {
    const spans = cut([t(0), 1, t(2), t(2), 3, 4]);
    expect(toTimes(spans)).toEqual([[0, 2]]);
    expect(spans.heardSeconds).toBeCloseTo(2);
  });

  it('without any end last as long as the sound', () => {
    expect(toTimes(cut([t(0.5), 1, 2, 3]))).toEqual([[0.5, 10]]);
    expect(cut([t(0.5), 1, 2, 3]).heardSeconds).toBe(10);
  });

  it('do not go beyond the sound', () => {
    expect(toTimes(cut([t(0), 1, t(12)], 3))).toEqual([[0, 3]]);
  });
});
