import { describe, expect, it } from 'vitest';
import { matchKnown, namePeople } from '../../../../src/listening/speakers/name-people.ts';
import { toUnit } from '../../../../src/listening/speakers/unit-vector.ts';

const at = (...values: number[]): Float32Array<ArrayBuffer> => toUnit(Float32Array.from(values));

describe('known voices', () => {
  const ann = { name: 'Ann', vector: at(1, 0, 0) };
  const ben = { name: 'Ben', vector: at(0, 1, 0) };

  it('name whom they are like, and nobody who is like neither', () => {
    const people = [at(0, 0, 1), at(0.1, 1, 0), at(1, 0.2, 0)];
    expect(matchKnown(people, [ann, ben])).toEqual([null, 'Ben', 'Ann']);
  });

  it('are given out so that all fit best, not each one in turn', () => {
    // The first is like both and most like Ann, but the second is like Ann alone.
    const people = [at(1, 0.9, 0), at(1, 0, 0.8)];
    expect(matchKnown(people, [ann, ben])).toEqual(['Ben', 'Ann']);
  });

  it('name one person each', () => {
    expect(matchKnown([at(1, 0.3, 0), at(1, 0.1, 0), at(1, 0.2, 0)], [ann])).toEqual([null, 'Ann', null]);
    expect(matchKnown([], [ann])).toEqual([]);
  });
});

describe('people without a name', () => {
  it('get letters as they first speak, past those that are names', () => {
    const names = namePeople([2, 0, 2, 1, 3], [null, 'B', null, null]);
    expect([...names]).toEqual([
      [2, 'A'],
      [0, 'C'],
      [1, 'B'],
      [3, 'D'],
    ]);
  });

  it('get two letters after Z', () => {
    const names = namePeople(
      Array.from({ length: 53 }, (_, index) => index),
      [],
    );
    expect([names.get(25), names.get(26), names.get(52)]).toEqual(['Z', 'AA', 'BA']);
  });
});
