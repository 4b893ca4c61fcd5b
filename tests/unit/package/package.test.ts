import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { beforeAll, describe, expect, it } from 'vitest';
import { VERSION } from '../../../src/wire/protocol-version.ts';
import { entries } from '../../../tools/package/entries.ts';
import { packOnce } from '../../../tools/package/pack.ts';

const root = join(import.meta.dirname, '../../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly version: string;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
};

const documented = readFileSync(join(root, 'docs/package.md'), 'utf8');

/** The code of a script and of all that it imports at once. */
function readWithImports(file: string, seen = new Set<string>()): string {
  if (seen.has(file)) return '';
  seen.add(file);
  const code = readFileSync(file, 'utf8');
  const imports = Array.from(
    code.matchAll(/^(?:import|export)\b[^'"]*["'](\.[^"']+)["']/gmu),
    ([, path = '']) => path,
  );
  return code + imports.map((path) => readWithImports(join(file, '..', path), seen)).join('');
}

describe('package.json', () => {
  it('has the version that the code says', () => {
    expect(VERSION).toBe(manifest.version);
  });

  it('exports each entry with its types first, and nothing else', () => {
    const names = entries
      .filter(({ name }) => name !== 'cli')
      .map(({ name }) => (name === 'index' ? '.' : `./${name}`));
    expect(Object.keys(manifest.exports)).toEqual([...names, './package.json']);
    for (const name of names)
      expect(Object.keys(manifest.exports[name] as object)).toEqual(['types', 'default']);
  });

  it('installs nothing else and runs nothing', () => {
    expect(manifest.dependencies).toBeUndefined();
    const names = ['preinstall', 'install', 'postinstall', 'prepare'];
    expect(Object.keys(manifest.scripts).filter((name) => names.includes(name))).toEqual([]);
  });
});

describe('the packed package', () => {
  let tarball: Buffer<ArrayBuffer>;

  beforeAll(async () => {
    tarball = readFileSync(await packOnce());
  });

  it('has no fault that publint knows', async () => {
    const { buffer, byteOffset, byteLength } = tarball;
    const { messages } = await publint({
      pack: { tarball: buffer.slice(byteOffset, byteOffset + byteLength) },
      strict: true,
    });
    expect(messages).toEqual([]);
  });

  it('has what its pages link to', () => {
    const files = createPackageFromTarballData(new Uint8Array(tarball));
    const top = '/node_modules/sotto/';
    const names = files.listFiles(top);
    const pages = names.filter((name) =>
      /^(README|docs\/[^/]+|examples\/.*)\.md$/.test(name.slice(top.length)),
    );
    const missing = pages.flatMap((page) =>
      Array.from(files.readFile(page).matchAll(/\]\((?![a-z]+:|#|\/)([^)\s#]+)/g), ([, link = '']) =>
        posix.join(page, '..', link),
      ).filter((link) => !names.some((name) => name === link || name.startsWith(posix.join(link, '/')))),
    );
    expect(pages.length).toBeGreaterThan(10);
    expect(missing).toEqual([]);
  });

  it('has a command that says in one line that Node is too old', () => {
    const older = `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'18.20.0'}})`;
    const args = ['--import', older, join(root, 'lib/cli.js'), 'init', 'public'];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect([status, stderr]).toEqual([1, 'sotto: Sotto needs Node 20.19 or newer; this is 18.20.0.\n']);
  });

  it('has types that a project for Node alone can read', () => {
    const types = join(root, 'lib/types/node.d.ts');
    const options = ['--noEmit', '--strict', '--lib', 'es2022', '--types', 'node', '--module', 'nodenext'];
    const { stdout } = spawnSync('npx', ['tsgo', '--ignoreConfig', ...options, types], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(stdout).toBe('');
  });

  it('has types that every resolution of ES modules finds', async () => {
    const result = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)), {
      excludeEntrypoints: ['./package.json'],
    });
    if (!('problems' in result)) throw new Error('There are no types.');
    // `require` cannot load ES modules, and the oldest resolution knows no `exports`.
    const problems = result.problems.filter(
      (problem) =>
        !('resolutionKind' in problem) || !['node10', 'node16-cjs'].includes(problem.resolutionKind),
    );
    expect(problems).toEqual([]);
  });

  it.each(entries)(
    'keeps $name below its limit, and at the size that is documented',
    ({ name, limitBytes }) => {
      const size = gzipSync(readWithImports(join(root, 'lib', `${name}.js`))).length;
      const entry = name === 'index' ? 'sotto' : `sotto/${name}`;
      const row = new RegExp(`^\\| \`${entry}\` .*\\| (\\d+) kB`, 'm').exec(documented);
      if (name !== 'cli') expect(Math.abs(Number(row?.[1]) * 1_000 - size)).toBeLessThan(500 + size / 50);
      expect(size).toBeLessThan(limitBytes);
      // A limit that is far away warns of nothing.
      expect(size).toBeGreaterThan(limitBytes / 3);
    },
  );
});
