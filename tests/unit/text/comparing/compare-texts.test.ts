import { describe, expect, it } from 'vitest';
import { alignWords } from '../../../../src/text/comparing/align-words.ts';
import { compareScript, compareTexts } from '../../../../src/text/comparing/compare-texts.ts';
import { createScript } from '../../../../src/text/formats/create-script.ts';

describe('a comparison of what was said and heard', () => {
  it.each([
    ['en-us', 'It costs $5, doesn’t it?', "it costs five dollars doesn't it"],
    ['en-us', 'In 1999 there were 105 of them.', 'In nineteen ninety-nine there were 105 of them'],
    ['en-gb', 'Chapter 12', 'chapter twelve'],
    ['fr', 'Il a 21 ans.', 'il a vingt et un ans'],
    ['es', 'Son 15 %.', 'son quince por ciento'],
    ['it', 'Ne ho 8', 'ne ho otto'],
    ['pt-br', 'São 30 dias.', 'são trinta dias'],
    ['ja', '船は、朝早く出ます。', '船は朝早く出ます'],
    ['zh', '你好，世界。', '你好世界'],
    ['hi', 'नमस्ते, दुनिया।', 'नमस्ते दुनिया'],
  ] as const)('in %s takes “%s” and “%s” for the same', (language, said, heard) => {
    expect(compareTexts(said, heard, language)).toMatchObject({ errorCount: 0, differences: [] });
  });

  it('tells where words were replaced, left out and added', () => {
    const said = 'The ferry leaves the harbor early.';
    expect(compareTexts(said, 'The fairy leaves harbor very early, yes.', 'en-us')).toEqual({
      wordCount: 6,
      errorCount: 4,
      differences: [
        { start: 4, end: 9, heard: 'fairy' },
        { start: 17, end: 20, heard: '' },
        { start: 27, end: 27, heard: 'very' },
        { start: 33, end: 33, heard: 'yes' },
      ],
    });
  });

  it('compares what a script speaks, not its markup, and places it in what was written', async () => {
    const text = 'A **bold** [word](/wɜːd/) here';
    const script = await createScript({
      text,
      voice: [{ id: 'af_heart', weight: 1 }],
      language: 'en-us',
      speed: 1,
      format: 'markdown',
      hasTags: true,
    });
    const { differences } = compareScript(script, 'a bald word here', 'en-us');
    expect(differences.map(({ start, end, heard }) => [text.slice(start, end), heard])).toEqual([
      ['bold', 'bald'],
    ]);
  });

  it('counts every word of a text of which nothing was heard', () => {
    expect(compareTexts('one two three', '', 'en-us')).toMatchObject({ wordCount: 3, errorCount: 3 });
    expect(compareTexts('', '', 'en-us')).toEqual({ wordCount: 0, errorCount: 0, differences: [] });
  });
});

describe('the alignment of long lists', () => {
  it('finds each change of ten thousand words, and loses none', () => {
    const said = Array.from({ length: 10_000 }, (_, index) => `word${(index * 7919) % 1009}`);
    const heard = said.flatMap((word, index) =>
      index % 500 === 77 ? [] : index % 500 === 300 ? [word, 'more'] : [word],
    );
    const pairs = alignWords(said, heard);
    expect(pairs.flatMap((pair) => pair.said ?? [])).toEqual(said.map((_, index) => index));
    expect(pairs.flatMap((pair) => pair.heard ?? [])).toEqual(heard.map((_, index) => index));
    expect(pairs.filter((pair) => said[pair.said ?? -1] !== heard[pair.heard ?? -1])).toHaveLength(40);
  });

  it('ends where much more was heard than was said', () => {
    const heard = Array.from({ length: 3000 }, (_, index) => `word${index}`);
    expect(alignWords(['word0'], heard)).toHaveLength(3000);
    expect(alignWords(heard, [])).toHaveLength(3000);
  });
});
