import { expect, test } from 'vitest';
import { readTextFile } from '../../../../../src/ui/features/editor/read-text-file.ts';

const open = (bytes: Uint8Array<ArrayBuffer> | string, name = 'a.txt'): Promise<string> =>
  readTextFile(new File([bytes], name));

test('reads the usual encodings', async () => {
  const utf16 = new Uint8Array([0xff, 0xfe, ...Buffer.from('né', 'utf16le')]);
  const utf16be = new Uint8Array([0xfe, 0xff, 0, 0x6e, 0, 0xe9]);
  await expect(open('né\r\nzwei')).resolves.toBe('né\nzwei');
  await expect(open('\ufeffné')).resolves.toBe('né');
  await expect(open(utf16)).resolves.toBe('né');
  await expect(open(utf16be)).resolves.toBe('né');
  await expect(open(new Uint8Array([0x6e, 0xe9]))).resolves.toBe('né');
});

test('takes the marks out of Markdown, and leaves them in other texts', async () => {
  await expect(open('# A', 'a.md')).resolves.toBe('A');
  await expect(open('# A')).resolves.toBe('# A');
});

test.each([
  ['not-text', new Uint8Array([1, 0, 0, 2])],
  ['empty', '  \n'],
  ['too-long', 'x'.repeat(2_000_001)],
])('refuses a file that is %s', async (reason, content) => {
  await expect(open(content, 'odd.txt')).rejects.toMatchObject({ name: 'TextFileError', reason });
});
