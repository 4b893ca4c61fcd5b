import { describe, expect, it } from 'vitest';
import {
  createSeededRandom,
  chooseToken,
  toProbability,
} from '../../../../src/engines/whisper/decoding/choose-token.ts';

const logits = Float32Array.from([1, 3, 2, -Infinity]);

describe('the choice of a token', () => {
  it('takes the likeliest at temperature 0, and tells how likely it was', () => {
    const { id, logprob } = chooseToken(logits, 0, () => 0.99);
    expect(id).toBe(1);
    expect(Math.exp(logprob)).toBeCloseTo(toProbability(logits, 1), 6);
    expect(toProbability(logits, 1)).toBeCloseTo(0.6652, 3);
  });

  it('draws each as often as it is likely, and never what is forbidden', () => {
    const random = createSeededRandom(Float32Array.of(0.1, 0.2));
    const counts = [0, 0, 0, 0];
    for (let draw = 0; draw < 4_000; draw += 1) counts[chooseToken(logits, 1, random).id]! += 1;
    expect(counts[3]).toBe(0);
    expect(counts[1]! / 4_000).toBeCloseTo(0.665, 1);
  });

  it('draws the same from the same sound', () => {
    const draw = (): number[] => {
      const random = createSeededRandom(Float32Array.of(0.5, -0.25, 1));
      return Array.from({ length: 20 }, random);
    };
    expect(draw()).toEqual(draw());
    expect(new Set(draw()).size).toBe(20);
  });
});
