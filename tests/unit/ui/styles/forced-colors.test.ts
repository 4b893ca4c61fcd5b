import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../../../src/ui');
const TOKENS = 'styles/tokens.css';
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Lists the custom properties that are set in some styles. */
function listTokens(styles: string, value = /./): string[] {
  return [...styles.matchAll(/(--[\w-]+):\s*([^;]+);/g)].flatMap(([, name = '', set = '']) =>
    value.test(set) ? [name] : [],
  );
}

test('each colour has one for users who have chosen all colours', () => {
  const [usual = '', forced = ''] = read(TOKENS).split('@media (forced-colors: active)');
  const colors = listTokens(usual, /light-dark\(/);
  expect(colors.length).toBeGreaterThan(20);
  expect(colors.filter((name) => !listTokens(forced).includes(name))).toEqual([]);
  expect(forced).not.toMatch(/#[\da-f]{3}|rgb|light-dark/);
});

test('no other styles have colours of their own', () => {
  // What lies behind a dialog, and what a canvas begins with.
  const isExempt = (line: string): boolean => /rgb\(10 16 14 \/ 45%\)|initial-value:/.test(line);
  const found = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.css') && path !== TOKENS)
    .flatMap((path) =>
      read(path)
        .replaceAll(/\/\*[^]*?\*\//g, '')
        .split('\n'),
    )
    .filter((line) => /#[\da-f]{3}|rgb\(|hsl\(|light-dark\(/.test(line) && !isExempt(line));
  expect(found).toEqual([]);
});
