import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Lists the paths in back quotes that end in a file type of ours. */
function findPaths(document: string): string[] {
  const text = readFileSync(join(root, document), 'utf8');
  return Array.from(text.matchAll(/`([\w./-]+\.(?:ts|tsx|cjs|json|md))`/gu), ([, path = '']) => path);
}

const pages = [
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
];

describe('a page about the code names files that exist', () => {
  it.each(['docs/architecture.md', 'CONTRIBUTING.md'])('%s', (document) => {
    let folder = '';
    const missing = findPaths(document).filter((path) => {
      // A bare name lies beside the file that was named before it.
      const candidates = [path, join('src', path), join(folder, path)];
      const found = candidates.find((candidate) => existsSync(join(root, candidate)));
      if (found !== undefined && path.includes('/')) folder = dirname(found);
      return found === undefined;
    });
    expect(missing).toEqual([]);
  });

  it.each(pages)('and what %s names in a file is there', (document) => {
    const text = readFileSync(join(root, document), 'utf8');
    const named = text.matchAll(/`(\w+)`\s+(?:in\s+|\()`((?:src|tools|tests)\/[\w./-]+\.ts)`/gu);
    const missing = Array.from(named)
      .filter(([, name = '', path = '']) => !readFileSync(join(root, path), 'utf8').includes(name))
      .map(([words]) => words);
    expect(missing).toEqual([]);
  });

  it('and one request passes at most 40 of them', () => {
    const text = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
    const walk = text.slice(text.indexOf('## One request'), text.indexOf('## Rules'));
    const files = new Set(walk.match(/`[\w./-]+\.ts`/gu));
    expect(files.size).toBeGreaterThan(25);
    expect(files.size).toBeLessThanOrEqual(40);
  });
});
