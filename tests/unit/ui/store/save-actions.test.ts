import { expect, test } from 'vitest';
import { toFileName } from '../../../../src/ui/store/save-actions.ts';

test.each([
  ['Hello, world! This is a rather long sentence.', 'hello-world-this-is-a-rather.wav'],
  ['  Ça va ?\n', 'ça-va.wav'],
  ['日本語のテキスト', '日本語のテキスト.wav'],
  ['../../etc/passwd', 'etc-passwd.wav'],
  ['🙂 !!', 'sotto.wav'],
  ['x'.repeat(500), `${'x'.repeat(60)}.wav`],
])('names a file after the first words of %j', (text, name) => {
  expect(toFileName(text)).toBe(name);
});
