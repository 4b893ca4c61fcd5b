import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../../../src/ui');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.css'),
);

/** What names a side of the screen instead of the beginning or end of a line. */
const physical =
  /(?:margin|padding|border|scroll-margin)-(?:left|right)|(?:text-align|float|clear):\s*(?:left|right)|(?:^|[\s;{])(?:left|right)\s*:/;

/** Whether a shorthand has four values of which those for the sides differ. */
function isLopsided(line: string): boolean {
  const [, list = ''] = /^\s*(?:margin|padding|inset|border-width):(.*);$/.exec(line) ?? [];
  const values: string[] = [];
  let depth = 0;
  for (const part of list.trim().split(' ')) {
    if (depth > 0) values.push(`${values.pop() ?? ''} ${part}`);
    else values.push(part);
    depth += part.split('(').length - part.split(')').length;
  }
  return values.length === 4 && values[1] !== values[3];
}

test('there are styles to look at', () => expect(files.length).toBeGreaterThan(15));

test('sides are told from each other', () => {
  expect(isLopsided('  margin: 0 calc(-1 * var(--a)) 0 1px;')).toBe(true);
  expect(isLopsided('  margin: 0 calc(-1 * var(--a)) 0;')).toBe(false);
  expect(isLopsided('  padding: 1px 2px 3px 2px;')).toBe(false);
});

test.each(files)('%s stands in either direction', (path) => {
  const found = readFileSync(join(root, path), 'utf8')
    .split('\n')
    .filter((line) => physical.test(line) || isLopsided(line));
  expect(found).toEqual([]);
});
