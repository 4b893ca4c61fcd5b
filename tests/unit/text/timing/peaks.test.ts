import { describe, expect, it } from 'vitest';
import { toPeaks } from '../../../../src/text/timing/peaks.ts';

describe('toPeaks', () => {
  it('takes the largest magnitude in each 20 ms, at most 1', () => {
    const samples = new Float32Array(480 * 2 + 1);
    samples[3] = 0.25;
    samples[479] = -0.5;
    samples[480] = 3;
    samples[960] = 0.125;
    expect([...toPeaks(samples)]).toEqual([0.5, 1, 0.125]);
    expect(toPeaks(new Float32Array(0))).toHaveLength(0);
  });
});
