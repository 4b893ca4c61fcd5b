import { describe, expect, test } from 'vitest';
import { countWordErrors, toWordErrorRate } from '../../../tools/hear/word-error.ts';

describe('errors', () => {
  test.each([
    ['one two three', 'One, two, three.', 0],
    ['one two three', 'one three', 1],
    ['one two three', 'one two and a three', 2],
    ['one two three', 'one too three', 1],
    ['one two three', '', 3],
    ['In 1,234 days, 20 more.', 'in one thousand two hundred thirty-four days twenty more', 0],
  ])('between “%s” and “%s” are %d', (said, heard, errors) => {
    expect(countWordErrors(said, heard, 'en-us').errors).toBe(errors);
  });

  test('of a language without spaces count in characters', () => {
    expect(countWordErrors('你好，世界。', '你好，世间。', 'zh')).toEqual({ errors: 1, words: 4 });
  });

  test('add up over texts of different lengths', () => {
    expect(
      toWordErrorRate([
        { errors: 1, words: 4 },
        { errors: 0, words: 16 },
      ]),
    ).toBe(0.05);
    expect(toWordErrorRate([])).toBe(0);
  });
});
