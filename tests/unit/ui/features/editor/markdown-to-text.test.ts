import { expect, test } from 'vitest';
import { markdownToText } from '../../../../../src/ui/features/editor/markdown-to-text.ts';

test.each([
  ['# Title #\n\nText', 'Title\n\nText'],
  ['Title\n=====\n\nText', 'Title\n\nText'],
  ['---\ntitle: x\n---\nText', 'Text'],
  ['**Bold**, __bold__, *slanted*, _slanted_ and ~~gone~~', 'Bold, bold, slanted, slanted and gone'],
  ['snake_case_name and 2 * 3 * 4', 'snake_case_name and 2 * 3 * 4'],
  ['- one\n* two\n+ [x] three\n1. four', 'one\ntwo\nthree\n1. four'],
  ['> quoted\n>> twice', 'quoted\ntwice'],
  [
    '[words](https://example.org "t") and ![a picture](x.png) and [ref][1]\n\n[1]: https://x.org',
    'words and a picture and ref',
  ],
  ['<https://example.org>', 'https://example.org'],
  ['a<br>b <!-- hidden\nnote --> c', 'ab  c'],
  ['```js\nconst one = 1;\n```', 'const one = 1;'],
  ['Use `npm start`.', 'Use npm start.'],
  ['One\n\n---\n\nTwo', 'One\n\nTwo'],
  ['| A | B |\n|---|:-:|\n| 1 | 2 |', 'A, B\n\n1, 2'],
  ['A note[^1].\n', 'A note.'],
  ['\\*not slanted\\*', '*not slanted*'],
  ['Line one\r\nline two', 'Line one\nline two'],
])('reads %j as %j', (markdown, text) => {
  expect(markdownToText(markdown).replaceAll(/^ | $/gm, '')).toBe(text);
});

test('gets through a long text full of marks that are never closed', () => {
  const text = '*a _b ~~e **f __g [h <!-- i '.repeat(20_000).trim();
  expect(markdownToText(text)).toBe(text);
});
