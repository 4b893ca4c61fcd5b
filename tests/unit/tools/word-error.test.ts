import { describe, expect, test } from 'vitest';
import { toNumberWords } from '../../../tools/hear/number-words.ts';
import { countWordErrors, toComparedWords, toWordErrorRate } from '../../../tools/hear/word-error.ts';

describe('words that are compared', () => {
  test('have no case and no punctuation, and one kind of apostrophe', () => {
    expect(toComparedWords("“Don’t,” she said—it's FINE…", 'en-us')).toEqual(
      'dont she said its fine'.split(' '),
    );
  });

  test('say English numbers as they are heard', () => {
    expect(toComparedWords('In 1,234 days, 20 more.', 'en-gb').join(' ')).toBe(
      'in one thousand two hundred thirty four days twenty more',
    );
    expect(toComparedWords('one hundred and five', 'en-us')).toEqual(toComparedWords('105', 'en-us'));
    expect(toComparedWords('20 jours', 'fr')).toEqual(['20', 'jours']);
  });

  test('keep the marks of their script', () => {
    expect(toComparedWords('नमस्ते, दुनिया।', 'hi')).toEqual(['नमस्ते', 'दुनिया']);
    expect(toComparedWords('Ça va ?', 'fr')).toEqual(['ça', 'va']);
  });

  test('are characters where words are not spaced', () => {
    expect(toComparedWords('你好，世界。', 'zh')).toEqual(['你', '好', '世', '界']);
  });

  test('of nothing are none', () => {
    expect(toComparedWords(' … ', 'en-us')).toEqual([]);
  });
});

describe('errors', () => {
  test.each([
    ['one two three', 'One, two, three.', 0],
    ['one two three', 'one three', 1],
    ['one two three', 'one two and a three', 1],
    ['one two three', 'one too three', 1],
    ['one two three', '', 3],
    ['', 'four five', 2],
  ])('of %j heard as %j are %i', (said, heard, errors) => {
    expect(countWordErrors(said, heard, 'en-us').errors).toBe(errors);
  });

  test('of several sentences count by the word', () => {
    expect(
      toWordErrorRate([
        { errors: 1, words: 2 },
        { errors: 0, words: 8 },
      ]),
    ).toBe(0.1);
    expect(toWordErrorRate([])).toBe(0);
  });
});

test.each([
  ['0', 'zero'],
  ['16', 'sixteen'],
  ['70', 'seventy'],
  ['999', 'nine hundred ninety nine'],
  ['1000000', 'one million'],
  ['2500030', 'two million five hundred thousand thirty'],
  ['1234567890', 'one two three four five six seven eight nine zero'],
])('%s is said as %s', (digits, words) => {
  expect(toNumberWords(digits)).toBe(words);
});
