import { describe, expect, it } from 'vitest';
import { TextChunker, type TextState } from '../../../../src/text/streaming/text-chunker.ts';

const create = (isMarkdown = true): TextChunker => new TextChunker({ language: 'en-us', isMarkdown });

/** Chunks of a text that comes in parts of one length; after each the given state holds. */
function chunk(text: string, length: number, state: TextState = 'flowing'): string[] {
  const chunker = create();
  const chunks: string[] = [];
  const takeAll = (now: TextState): void => {
    for (let next = chunker.take(now); next !== null; next = chunker.take(now)) {
      expect(text.slice(next.start, next.start + next.text.length)).toBe(next.text);
      chunks.push(next.text);
    }
  };
  for (let start = 0; start < text.length; start += length) {
    chunker.push(text.slice(start, start + length));
    takeAll(state);
  }
  takeAll('ended');
  return chunks;
}

const toWords = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];

const texts = [
  'Hello there. How are you? I am fine, thank you. It costs $3.50, or 1,000 yen, at 12:30.',
  'Dr. Smith met Mr. Jones at 5 p.m. They spoke of the U.S. economy, i.e. money. Visit example.com today.',
  '# A title\n\nSome **bold words. And more** of them. See [the docs. Here](https://example.com/a.b?c=d) now.\n\n- one. Two\n- three\n\n1. First.\n2. Second.\n',
  'A `code.span. With dots` and *emphasis, with commas, that goes on*. Done! “Quoted. Twice.” he said.',
  'We have one.\n2. This is an item. 3. This is not. A 5* rating. And snake_case_names stay.',
  '| a | b |\n|---|---|\n| one. Two | three |\n| four | five |\n\nAfter the table.',
];

describe('TextChunker', () => {
  it.each(texts)('loses and repeats nothing, in parts of any length: %s', (text) => {
    for (const state of ['flowing', 'idle'] as const) {
      for (const length of [1, 2, 3, 7, 50, 1_000]) {
        expect(toWords(chunk(text, length, state).join(' ')), `${state} ${length}`).toEqual(toWords(text));
      }
    }
  });

  it('hands out a sentence as soon as the next one has begun, the first one alone', () => {
    const chunker = create();
    chunker.push('Hello there. How');
    expect(chunker.take('flowing')).toBeNull();
    chunker.push(' are');
    expect(chunker.take('flowing')).toEqual({ text: 'Hello there. ', start: 0 });
    chunker.push(' you? I am fine. Good');
    expect(chunker.take('flowing')).toEqual({ text: 'How are you? ', start: 13 });
    expect(chunker.take('flowing')).toBeNull();
    expect(chunker.take('ended')).toEqual({ text: 'I am fine. Good', start: 26 });
    expect(chunker.take('ended')).toBeNull();
  });

  it.each([
    ['Hello there.', 'Hello there.'],
    ['Hello there. Ho', 'Hello there. '],
    ['Well, I thin', 'Well, '],
    ['# A heading\n', '# A heading\n'],
    ['你好，我在想', '你好，'],
    ['It is **very big.**', 'It is **very big.**'],
  ])('hands out a whole sentence or clause of a text that rests: %s', (text, expected) => {
    const chunker = create();
    chunker.push(text);
    expect(chunker.take('idle')?.text).toBe(expected);
  });

  it.each([
    'I think',
    'I met Dr.',
    'at 5 p.m.',
    'That is 3.',
    'That is 1,',
    'On May 5, ',
    'It is **bold, and',
    'See [the docs, her',
    'See [the docs.](https://exa',
    'Run `a, b.',
    'at 12:',
    'in the U.',
    '| one, two |\n',
    'A wrapped exam-\n',
  ])('waits for more of: %s', (text) => {
    const chunker = create();
    chunker.push(text);
    expect(chunker.take('idle')).toBeNull();
  });

  it('leaves out programs and thoughts, and counts them', () => {
    const text =
      '<think>Hm. What now?</think>Look. Here it is:\n\n```js\nconst a = 1; // Hi.\n```\n\nThat was it. Bye.';
    for (const length of [1, 5, 1_000]) {
      expect(chunk(text, length).join('').replace(/\s+/gu, ' ')).toBe('Look. Here it is: That was it. Bye.');
    }
    expect(chunk('Before.\n```\nnever closed. Really.', 3).join('').trim()).toBe('Before.');
  });

  it('takes no marks for marks in plain text', () => {
    const chunker = create(false);
    chunker.push('It is **very big. And small.** Yes. No.');
    expect(chunker.take('flowing')?.text).toBe('It is **very big. ');
  });

  it('cuts what has no end, and takes linear time for the worst', () => {
    const text = 'word and '.repeat(2_000);
    const chunks = chunk(text, 500);
    expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThanOrEqual(2_000);
    expect(toWords(chunks.join(' '))).toHaveLength(4_000);
    for (const worst of [
      '*'.repeat(200_000),
      '['.repeat(200_000),
      `<think>${'a'.repeat(200_000)}`,
      '```\n' + 'x. y\n'.repeat(40_000),
    ]) {
      chunk(worst, 20);
    }
  });
});
