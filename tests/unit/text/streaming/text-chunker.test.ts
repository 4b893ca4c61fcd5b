import { describe, expect, it } from 'vitest';
import { createScript } from '../../../../src/text/formats/create-script.ts';
import { TextChunker, type TextState } from '../../../../src/text/streaming/text-chunker.ts';
import { createRandom, type Random } from '../../../contract/support/random.ts';
import { toRandomCount } from '../../../fixtures/full-run.ts';
import { request } from '../../speech/plan-whole.ts';

const create = (isMarkdown = true): TextChunker => new TextChunker({ language: 'en-us', isMarkdown });

/** Chunks of a text that comes in parts of one length, or of what is drawn; after each the given state holds. */
function chunk(text: string, length: number | (() => number), state: TextState = 'flowing'): string[] {
  const chunker = create();
  const chunks: string[] = [];
  const takeAll = (now: TextState): void => {
    for (let next = chunker.take(now); next !== null; next = chunker.take(now)) {
      expect(text.slice(next.start, next.start + next.text.length)).toBe(next.text);
      chunks.push(next.text);
    }
  };
  for (let start = 0; start < text.length;) {
    const end = start + (typeof length === 'number' ? length : length());
    chunker.push(text.slice(start, end));
    start = end;
    takeAll(state);
  }
  takeAll('ended');
  return chunks;
}

const toWords = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];

/** What is said of a Markdown text. */
async function toSaid(text: string): Promise<string[]> {
  const { items } = await createScript(request(text, { format: 'markdown' }));
  return toWords(items.map((item) => (item.kind === 'run' ? item.text : ' ')).join(' '));
}

async function toStreamed(chunks: readonly string[]): Promise<string[]> {
  return (await Promise.all(chunks.map(toSaid))).flat();
}

/** Parts of paragraphs and blocks that show, open or close what is not spoken, or look as if they did. */
const inlines = ['`<think>`', '`` a ` b ``', '`code`', '```c` d```', '<think>No. Not this.</think>', '<thinking>Nor\n\nthis. Really.</thinking>', '<thought>hm `', 'so </thought> so', '<reasoning>So. Then.</reasoning>', 'a <thinker', '**bold. words**', '~~gone~~', '~~~', '`', '``'] as const; // prettier-ignore
const blocks = ['```js\nconst a = 1; // Hi.\n\nb();\n```', '~~~ `a`\n<think>\n```\n~~~', '````md\n```\nx. y\n```\n````', '```code``` is how you write it. Then', '> ```\n> quoted. Code', '> Quoted. Words', '- ```js\n  a. b\n  ```', '- ```js\n  never. closed', '- an item. Two', '1. Do. That:\n\n   ```\n   c. d\n   ```', '```py\ndef f():\n    ```\n    x. y\n    ```\n```', '```\r\na. b\r\n```\r', '# Title', '<think>\nLet. Me\n\n```\nsee.\n</think>'] as const; // prettier-ignore
const plain = ['Models answer', 'here. And', 'there, too. It', 'is 3.5 or more. Yes.', 'Dr. Smith met'];

function createMarkdown(random: Random): string {
  const createPart = (): string => {
    if (random.chance(0.4)) return random.pick(blocks);
    const count = 1 + random.below(6);
    return Array.from({ length: count }, () => random.pick(random.chance(0.4) ? inlines : plain)).join(' ');
  };
  return Array.from({ length: 1 + random.below(5) }, createPart).join(random.chance(0.8) ? '\n\n' : '\n');
}

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

  it.each([
    [
      'Models wrap it in a `<think>` tag. Then they answer.',
      'Models wrap it in a <think> tag. Then they answer.',
    ],
    ['```code``` is how you write it. Then it ends.', 'code is how you write it. Then it ends.'],
    ['<thinking>The user greets me. I greet back.</thinking>\n\nHello there. Hi.', 'Hello there. Hi.'],
    ['> ```\n> a. b\n\nAfter it. All.', 'After it. All.'],
    ['It is. And\n1. Do. That.', 'It is. And Do. That.'],
    ['- ```\n  a. b\n\nAfter it. All.', 'After it. All.'],
    ['```py\n    ```\n    a. b\n    ```\n```\nAfter it. All.', 'After it. All.'],
    [
      'A stray ` here. More.\n\n<think>Not. This</think>Another ` there. End.',
      'A stray ` here. More. Another ` there. End.',
    ],
  ])('says of a stream what it says of the whole: %j', async (text, expected) => {
    expect(await toSaid(text)).toEqual(toWords(expected));
    for (const length of [1, 3, 7, 1_000])
      for (const state of ['flowing', 'idle'] as const)
        expect(await toStreamed(chunk(text, length, state)), `${state} ${length}`).toEqual(toWords(expected));
  });

  it('says of random Markdown, cut anywhere, what it says of the whole', async () => {
    const random = createRandom(31);
    for (let count = toRandomCount(4_000); count > 0; count -= 1) {
      const text = createMarkdown(random);
      const state = random.pick(['flowing', 'idle'] as const);
      const chunks = chunk(text, () => 1 + random.below(9), state);
      expect(await toStreamed(chunks), JSON.stringify({ text, chunks })).toEqual(await toSaid(text));
    }
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
      '```' + 'x'.repeat(200_000),
      '~~~\n' + 'x'.repeat(200_000),
      '` '.repeat(100_000) + '`` ',
    ]) {
      chunk(worst, 20);
    }
  });
});
