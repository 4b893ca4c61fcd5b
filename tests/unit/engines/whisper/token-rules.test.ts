import { describe, expect, it } from 'vitest';
import { applyTokenRules } from '../../../../src/engines/whisper/decoding/token-rules.ts';
import type { SpecialTokens } from '../../../../src/engines/whisper/text/special-tokens.ts';

/** A small vocabulary laid out as Whisper's: text 0 to 9, then its own tokens, then timestamps from 20 on. */
const special: SpecialTokens = {
  ...{ endOfText: 10, start: 11, startOfPrevious: 14, noSpeech: 18, noTimestamps: 19, timestampBegin: 20 },
  ...{ transcribe: 12, translate: 13, languages: new Map([['en', 15]]) },
  ...{ suppressed: [3, 11, 12, 13, 14, 15, 16, 17, 18], suppressedAtBegin: [1, 10], alignmentHeads: [] },
};
const SIZE = 120;

function toAllowed(chosen: readonly number[], boosts: Readonly<Record<number, number>> = {}): number[] {
  const logits = new Float32Array(SIZE).fill(-8);
  for (let id = 0; id <= 10; id += 1) logits[id] = 0;
  for (const [id, value] of Object.entries(boosts)) logits[Number(id)] = value;
  applyTokenRules(logits, chosen, special);
  return [...logits.keys()].filter((id) => logits[id] !== -Infinity);
}

const range = (from: number, end: number): number[] =>
  Array.from({ length: end - from }, (_, index) => from + index);
const text = [0, 1, 2, 4, 5, 6, 7, 8, 9];

describe('the rules of the next token', () => {
  it('have the text begin with a time within the first second', () => {
    expect(toAllowed([])).toEqual(range(20, 71));
  });

  it('have text follow the first time', () => {
    expect(toAllowed([20])).toEqual([...text, 10]);
  });

  it('allow text, the end, and later times within a phrase', () => {
    expect(toAllowed([20, 5])).toEqual([...text, 10, ...range(21, SIZE)]);
  });

  it('have a time that ends a phrase be followed by its equal, a later one, or the end', () => {
    expect(toAllowed([20, 5, 40])).toEqual([10, ...range(40, SIZE)]);
  });

  it('have text follow a pair of times', () => {
    expect(toAllowed([20, 5, 40, 40])).toEqual([...text, 10]);
  });

  it('never go back in time', () => {
    expect(toAllowed([20, 5, 40, 40, 6])).toEqual([...text, 10, ...range(41, SIZE)]);
  });

  it('demand a time where times together are likelier than any word', () => {
    const boosts = Object.fromEntries(range(30, 60).map((id) => [id, -1]));
    // One of them alone is less likely than a word.
    expect(toAllowed([20, 5], boosts)).toEqual(range(21, SIZE));
  });
});
