import { expect, test } from 'vitest';
import { toFileStem, toSafeStem } from '../../../../src/ui/store/file-name.ts';

test.each([
  ['Hello, world! This is a rather long sentence.', 'hello-world-this-is-a-rather'],
  ['  Ça va ?\n', 'ça-va'],
  ['日本語のテキスト', '日本語のテキスト'],
  ['../../etc/passwd', 'etc-passwd'],
  ['🙂 !!', 'sotto'],
  ['x'.repeat(500), 'x'.repeat(60)],
])('names a file after the first words of %j', (text, name) => {
  expect(toFileStem(text)).toBe(name);
});

test.each([
  ['My talk', 'My talk'],
  ['../../etc/passwd', 'etc-passwd'],
  ['a:b*c?"d"', 'a-b-c-d'],
  ['.hidden.', 'hidden'],
  [' \u0000 ', 'standard'],
  ['', 'standard'],
])('makes %j fit for a file system', (typed, name) => {
  expect(toSafeStem(typed, 'standard')).toBe(name);
});
