import { expect, test } from 'vitest';
import { readTextFile, type TextFile } from '../../../../../src/ui/features/editor/read-text-file.ts';

const open = (bytes: Uint8Array<ArrayBuffer> | string, name = 'a.txt'): Promise<TextFile> =>
  readTextFile(new File([bytes], name));

async function readText(bytes: Uint8Array<ArrayBuffer> | string, name?: string): Promise<string> {
  return (await open(bytes, name)).text;
}

test('reads the usual encodings', async () => {
  const utf16 = new Uint8Array([0xff, 0xfe, ...Buffer.from('né', 'utf16le')]);
  const utf16be = new Uint8Array([0xfe, 0xff, 0, 0x6e, 0, 0xe9]);
  await expect(readText('né\r\nzwei')).resolves.toBe('né\nzwei');
  await expect(readText('\ufeffné')).resolves.toBe('né');
  await expect(readText(utf16)).resolves.toBe('né');
  await expect(readText(utf16be)).resolves.toBe('né');
  await expect(readText(new Uint8Array([0x6e, 0xe9]))).resolves.toBe('né');
});

test('reads a page in the encoding that it names', async () => {
  const page = Buffer.concat([Buffer.from('<meta charset="gbk">'), Buffer.from([0xc4, 0xe3])]);
  await expect(readText(new Uint8Array(page), 'page.html')).resolves.toContain('你');
  const unknown = Buffer.concat([Buffer.from('<meta charset=none>'), Buffer.from([0xe9])]);
  await expect(readText(new Uint8Array(unknown), 'page.html')).resolves.toContain('é');
});

test.each([
  ['note.md', 'markdown'],
  ['PAGE.HTM', 'html'],
  ['film.en.srt', 'subtitles'],
  ['talk.vtt', 'subtitles'],
  ['speech.ssml', 'ssml'],
  ['letter.txt', 'auto'],
  ['LICENSE', 'auto'],
])('knows by the name how %s is written', async (name, format) => {
  await expect(open('A', name)).resolves.toMatchObject({ format });
});

test.each([
  ['not-text', new Uint8Array([1, 0, 0, 2])],
  ['empty', '  \n'],
  ['too-long', 'x'.repeat(2_000_001)],
])('refuses a file that is %s', async (reason, content) => {
  await expect(open(content, 'odd.txt')).rejects.toMatchObject({ name: 'TextFileError', reason });
});

test.each([
  ['letter.docx', 'PK\u0003\u0004', 'DOCX'],
  ['book.EPUB', 'PK\u0003\u0004', 'EPUB'],
  ['paper.pdf', '%PDF-1.7', 'PDF'],
  ['paper', '%PDF-1.7', 'PDF'],
  ['letter.txt', '{\\rtf1 Hello}', 'RTF'],
  ['data.json', '{}', 'JSON'],
])('says what %s is, which is not supported', async (name, content, kind) => {
  await expect(open(content, name)).rejects.toMatchObject({ reason: 'unsupported', kind });
});
