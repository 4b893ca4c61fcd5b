import { describe, expect, it } from 'vitest';
import { toAttentionMatrix } from '../../../../src/engines/whisper/alignment/attention-matrix.ts';
import { warpTime } from '../../../../src/engines/whisper/alignment/warp-time.ts';
import type { CrossAttention } from '../../../../src/engines/whisper/network/network.ts';

const WIDTH = 300;

/** Attention of two heads: the first looks where `peaks` say, the second at the same place all the time. */
function toAttention(peaks: readonly number[]): CrossAttention {
  const weights = new Float32Array(2 * peaks.length * WIDTH);
  peaks.forEach((peak, row) => {
    for (let column = 0; column < WIDTH; column += 1) {
      weights[row * WIDTH + column] = Math.exp(-((column - peak) ** 2) / 50) + 1e-4;
      weights[(peaks.length + row) * WIDTH + column] = column === 0 ? 1 : 1e-6;
    }
  });
  return { layer: 3, headCount: 2, tokenCount: peaks.length, weights };
}

describe('the path through an attention', () => {
  it('follows the places that each token looks at', () => {
    const peaks = [5, 20, 42, 60, 61, 95, 130, 150];
    const matrix = toAttentionMatrix([toAttention(peaks)], [[3, 0]], 200);
    const starts = warpTime(matrix);
    expect(starts[0]).toBe(0);
    // A token begins between the place of the one before and its own.
    peaks.slice(1).forEach((peak, index) => {
      expect(starts[index + 1]).toBeGreaterThanOrEqual(peaks[index]!);
      expect(starts[index + 1]).toBeLessThanOrEqual(peak);
    });
  });

  it('takes the heads that it is told, and no others', () => {
    const peaks = [10, 50, 90];
    const right = warpTime(toAttentionMatrix([toAttention(peaks)], [[3, 0]], 120));
    const wrong = warpTime(toAttentionMatrix([toAttention(peaks)], [[3, 1]], 120));
    expect(right).not.toEqual(wrong);
  });

  it('never goes back, and has a column for each row of a matrix that is too narrow', () => {
    const matrix = toAttentionMatrix([toAttention([9, 3, 7, 1, 2])], [[3, 0]], 3);
    const starts = warpTime(matrix);
    expect(starts).toHaveLength(5);
    starts.slice(1).forEach((start, index) => expect(start).toBeGreaterThanOrEqual(starts[index]!));
    expect(Math.max(...starts)).toBeLessThan(3);
  });
});
