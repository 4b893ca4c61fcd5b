import { expect, test } from 'vitest';
import { createScript } from '../../../../../src/text/formats/create-script.ts';
import { toPlainText } from '../../../../../src/text/script/to-plain-text.ts';
import { openTextFile } from '../../../../../src/ui/features/editor/open-text-file.ts';
import type { SheetText } from '../../../../../src/ui/store/sheet-text.ts';

const open = (text: string, name: string): Promise<SheetText> =>
  openTextFile(
    new File([text], name),
    { toPlainText: async (request) => toPlainText(await createScript(request)) },
    new AbortController().signal,
  );

const subtitles =
  '1\n00:00:01,000 --> 00:00:02,000\n<i>Who is</i>\nthere?\n\n2\n00:00:03,000 --> 00:00:04,000\nMe.\n';

test.each([
  ['note.md', '# A\n\n* **tea**\n* [cake](https://example.org)\n', 'A\n\ntea\n\ncake'],
  [
    'page.html',
    '<html><head><title>T</title></head>\n<body>\n  <h1>A</h1>\n  <p>Salt &amp;\n  lemon.</p><script>x()</script>',
    'A\n\nSalt & lemon.',
  ],
  ['film.srt', subtitles, 'Who is there? Me.'],
  ['film.vtt', `WEBVTT\n\n${subtitles}`, 'Who is there? Me.'],
  ['letter.txt', '# A\n', '# A\n'],
  ['speech.ssml', '<speak>Hi.</speak>', '<speak>Hi.</speak>'],
])('of %s shows what is read', async (name, text, words) => {
  await expect(open(text, name)).resolves.toEqual({ text: words, inputFormat: 'auto' });
});

test('takes what a page says about tags for words', async () => {
  await expect(open('<p>Use <code>&lt;div&gt;</code> here.</p>', 'page.html')).resolves.toEqual({
    text: 'Use <div> here.',
    inputFormat: 'text',
  });
});

test('refuses a page without words', async () => {
  await expect(open('<script>x()</script>', 'page.html')).rejects.toMatchObject({ reason: 'empty' });
});
