import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const text = readFileSync(join(root, 'docs/threat-model.md'), 'utf8');

/** The lines of the table of threats, without its head. */
const threats = text
  .slice(text.indexOf('## Threats'), text.indexOf('## What is not prevented'))
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .slice(2)
  .map((line) => line.split('|').map((cell) => cell.trim()));

describe('the threat model', () => {
  it('has threats', () => {
    expect(threats.length).toBeGreaterThan(10);
  });

  it.each(threats.map((cells) => [`${cells[1] ?? ''}: ${cells[2] ?? ''}`, cells[4] ?? ''] as const))(
    'names tests that exist for %s',
    (_, tests) => {
      const paths = [...tests.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path);
      expect(paths.length).toBeGreaterThan(0);
      expect(paths.filter((path) => !existsSync(join(root, 'tests', path)))).toEqual([]);
    },
  );
});
