import { expect, test } from 'vitest';
import { toTextSize } from '../../../../../src/ui/features/editor/text-size.ts';
import { sourceWords } from '../../../../../src/ui/words/create-words.ts';

test.each([
  ['', 1, 'No words yet'],
  [' ,.! ', 1, 'No words yet'],
  ['Hello', 1, '1 word, about 1 sec'],
  ["Don't stop-gap me", 1, '3 words, about 1 sec'],
  ['word '.repeat(165), 1, '165 words, about 1 min'],
  ['word '.repeat(165), 2, '165 words, about 30 sec'],
  ['word '.repeat(16_500), 1, '16,500 words, about 1 hr 40 min'],
  ['你好世界你好世界', 1, '5 words, about 2 sec'],
])('measures %j at speed %d', (text, speed, words) => {
  expect(toTextSize(text, { speed, pauseSeconds: 0, names: '' }, sourceWords).replace(/\s/gu, ' ')).toBe(
    words,
  );
});

test('pauses count, and names that are not spoken do not', () => {
  const text = `Ann: ${'word '.repeat(164)}`;
  const pace = { speed: 1, pauseSeconds: 60, names: 'Ann' };
  expect(toTextSize(text, pace, sourceWords)).toMatch(/^165 words, about 2.min$/u);
});
