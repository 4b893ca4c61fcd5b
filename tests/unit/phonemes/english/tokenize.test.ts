import { describe, expect, it } from 'vitest';
import { tokenize } from '../../../../src/phonemes/english/tokenize.ts';

function cut(text: string): string {
  return tokenize(text)
    .map(({ text: part }) => part)
    .join(' ');
}

describe('tokens', () => {
  it.each([
    ['Hello, world!', 'Hello , world !'],
    ['“Stop!” she said.', '“ Stop ! ” she said .'],
    ["I don't; we've", "I do n't ; we 've"],
    ['I’m', 'I ’m'],
    ['Mr. Smith left the U.S. today.', 'Mr. Smith left the U.S. today .'],
    ['He lives in the U.S.', 'He lives in the U.S .'],
    ['wait...what', 'wait ... what'],
    ['well-known and/or', 'well - known and / or'],
    ['It ended.Then', 'It ended . Then'],
    ['$5.20, -3 and US$7', '$ 5.20 , -3 and US $ 7'],
    ["the '90s and 'em", "the '90s and 'em"],
    ['see www.example.com.', 'see www.example.com .'],
    ['me@example.org', 'me@example.org'],
    ['fine :-) :D', 'fine :-) :D'],
    ['(maybe) [not]', '( maybe ) [ not ]'],
    ['A.', 'A .'],
  ])('of %j', (text, expected) => {
    expect(cut(text)).toBe(expected);
  });

  it('cover the text in order', () => {
    const text = '  “Well…” — he’s here,\tisn’t he?  ';
    let end = 0;
    for (const token of tokenize(text)) {
      expect(text.slice(token.start, token.start + token.text.length)).toBe(token.text);
      expect(text.slice(end, token.start).trim()).toBe('');
      end = token.start + token.text.length;
    }
    expect(text.slice(end).trim()).toBe('');
  });

  it.each(['-', '=', '(', '.', "'", '!', '-a', 'a-', "a'", '$1', '*'])(
    'of a long run of %j are found at once',
    (unit) => {
      expect(tokenize(unit.repeat(100_000)).length).toBeGreaterThan(0);
    },
  );
});
