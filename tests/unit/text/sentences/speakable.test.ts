import { describe, expect, it } from 'vitest';
import { findSpokenPart, hasSpeakableText } from '../../../../src/text/sentences/speakable.ts';

describe('hasSpeakableText', () => {
  it.each(['a', 'Hello', '7', '½', '€', '100 %', '&', 'ß', '你', 'न', '😀 a', '...b', '𝒜'])(
    'speaks %j',
    (text) => {
      expect(hasSpeakableText(text)).toBe(true);
    },
  );

  it.each([
    '',
    ' \n\t',
    '.',
    '?!…',
    '—',
    '😀',
    '👩‍👩‍👧‍👦🏳️‍🌈',
    '***',
    '"" ()',
    '\u0000\u0007',
    '\ud800',
    '\ufe0f',
    '=====',
    '~',
  ])('has nothing to say for %j', (text) => {
    expect(hasSpeakableText(text)).toBe(false);
  });
});

describe('findSpokenPart', () => {
  const spoken = (text: string): string | null => {
    const part = findSpokenPart(text, { start: 0, end: text.length });
    return part === null ? null : text.slice(part.start, part.end);
  };

  it.each([
    ['Hello.', 'Hello.'],
    ['  Hello!  \n', 'Hello!'],
    ['=========== Title ===========', 'Title'],
    ['😀😀 “Hello,” 😀', '“Hello,”'],
    ['(Yes.)\n\n', '(Yes.)'],
    ['¿Qué?', '¿Qué?'],
    ['Bonjour !', 'Bonjour !'],
    ['- item', 'item'],
    ['-5 degrees', '-5 degrees'],
    ['𝒜𝒜. ', '𝒜𝒜.'],
    ['cafe\u0301.', 'cafe\u0301.'],
    ['你好。', '你好。'],
    ['100 %', '100 %'],
    ['...', null],
    ['', null],
  ])('of %j is %j', (text, part) => {
    expect(spoken(text)).toBe(part);
  });

  it('counts offsets from the start of the text', () => {
    expect(findSpokenPart('One. Two. ', { start: 5, end: 10 })).toEqual({ start: 5, end: 9 });
  });
});
