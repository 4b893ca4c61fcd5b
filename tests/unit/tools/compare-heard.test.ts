import { describe, expect, it } from 'vitest';
import { compareHeard } from '../../../tools/faults/compare-heard.ts';

const sent = Array.from({ length: 200 }, (_, index) => 20 + ((index * index) % 97));
const part = (from: number, to: number): number[] => sent.slice(from, to);

describe('compareHeard', () => {
  it('finds nothing where all is well', () => {
    expect(compareHeard(sent, sent)).toEqual({ lost: 0, repeated: 0, wrong: 0 });
  });

  it('counts what is missing in the middle and at the end', () => {
    expect(compareHeard(sent, [...part(0, 50), ...part(57, 190)])).toEqual({
      lost: 17,
      repeated: 0,
      wrong: 0,
    });
    expect(compareHeard(sent, [])).toEqual({ lost: 200, repeated: 0, wrong: 0 });
  });

  it('counts what comes twice', () => {
    const heard = [...part(0, 60), ...part(45, 200)];
    expect(compareHeard(sent, heard)).toEqual({ lost: 0, repeated: 15, wrong: 0 });
  });

  it('counts what was never sent, in place of something or beside it', () => {
    expect(compareHeard(sent, [...part(0, 60), 5, 6, 7, ...part(60, 200)])).toMatchObject({
      lost: 0,
      wrong: 3,
    });
    expect(compareHeard(sent, [...part(0, 60), 5, ...part(61, 200)])).toMatchObject({ lost: 1, wrong: 1 });
  });
});
