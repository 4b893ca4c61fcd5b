import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCodeBlocks } from '../../browser/support/markdown-code.ts';

const root = join(import.meta.dirname, '../../..');
const blocks = readCodeBlocks(join(root, 'docs/package.md'));

describe('docs/package.md shows what the sites that the tests drive hold', () => {
  it.each([
    { heading: 'With Vite', number: 1, file: 'vite-react/vite.config.js' },
    { heading: 'With a service worker of your own', number: 1, file: 'workbox/sw.js' },
    { heading: 'With a service worker of your own', number: 2, file: 'workbox/main.js' },
  ])('$heading, block $number', ({ heading, number, file }) => {
    const block = blocks.find((other) => other.heading === heading && other.number === number);
    const source = readFileSync(join(root, 'tests/browser/apps', file), 'utf8');
    const lines = (block?.code ?? '').split('\n').filter((line) => line !== '');
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => !source.includes(line))).toEqual([]);
  });
});
