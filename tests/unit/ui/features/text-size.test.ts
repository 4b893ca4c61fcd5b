import { expect, test } from 'vitest';
import { toTextSize } from '../../../../src/ui/features/editor/text-size.ts';

test.each([
  ['', 1, 'No words yet'],
  [' ,.! ', 1, 'No words yet'],
  ['Hello', 1, '1 word, about 1 s'],
  ["Don't stop-gap me", 1, '3 words, about 1 s'],
  ['word '.repeat(165), 1, '165 words, about 1 min'],
  ['word '.repeat(165), 2, '165 words, about 30 s'],
  ['word '.repeat(16_500), 1, '16,500 words, about 1 h 40 min'],
  ['你好世界你好世界', 1, '5 words, about 2 s'],
])('measures %j at speed %d', (text, speed, words) => {
  expect(toTextSize(text, speed)).toBe(words);
});
