import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Lists the paths in back quotes that end in a file type of ours. */
function findPaths(document: string): string[] {
  const text = readFileSync(join(root, document), 'utf8');
  return Array.from(text.matchAll(/`([\w./-]+\.(?:ts|tsx|cjs|json|md))`/gu), ([, path = '']) => path);
}

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

  it('and one request passes at most 40 of them', () => {
    const text = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
    const walk = text.slice(text.indexOf('## One request'), text.indexOf('## Rules'));
    const files = new Set(walk.match(/`[\w./-]+\.ts`/gu));
    expect(files.size).toBeGreaterThan(25);
    expect(files.size).toBeLessThanOrEqual(40);
  });
});
