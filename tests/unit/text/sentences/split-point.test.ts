import { describe, expect, it } from 'vitest';
import { findSplitPoint } from '../../../../src/text/sentences/split-point.ts';

function cut(text: string, from: number, to: number): [string, string] {
  const offset = findSplitPoint(text, { from, to, least: 1, language: 'en-us' });
  return [text.slice(0, offset), text.slice(offset)];
}

describe('findSplitPoint', () => {
  it.each([
    ['behind a clause first', 'one two; three, four and five six', 5, 31, 'one two; '],
    ['then behind a comma', 'one two three, four and five six', 5, 31, 'one two three, '],
    ['then before a conjunction', 'one two three four and five six', 5, 30, 'one two three four '],
    ['then at the last space', 'one two three four five six', 5, 25, 'one two three four five '],
    ['else in a word', 'abcdefghijklmnopqrstuvwxyz', 5, 20, 'abcdefghijklmnopqrst'],
    ['not at a full stop within a word', 'aaaa.bbbb cccc', 3, 12, 'aaaa.bbbb '],
    ['behind Chinese punctuation', '我们今天去公园，然后回家吃饭', 3, 12, '我们今天去公园，'],
    ['at a space before the range rather than in a word', 'one abcdefghijklmnopqrstuvwxyz', 10, 20, 'one '],
    ['at the end of a word where the space lies behind the range', 'one two three', 5, 7, 'one two'],
    ['before a bracket', 'one two three (four five) six', 5, 20, 'one two three '],
  ])('cuts %s', (...row) => {
    const [, text, from, to, head] = row;
    expect(cut(text, from, to)[0]).toBe(head);
  });

  it('parts neither surrogate pairs nor letters from their marks', () => {
    expect(cut('😀😀😀😀', 1, 5)[0]).toBe('😀😀');
    expect(cut('e\u0301e\u0301e\u0301', 1, 3)[0]).toBe('e\u0301');
    expect(cut('ab👩‍👩‍👧‍👦cd', 3, 11)).toEqual(['ab👩‍👩‍👧‍👦cd'.slice(0, 11), 'ab👩‍👩‍👧‍👦cd'.slice(11)]);
    expect(cut('😀b', 1, 1)[0]).toBe('😀');
    expect(cut('a😀', 2, 2)[0]).toBe('a');
  });
});
