import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';

const root = join(import.meta.dirname, '..');
const stamp = join(root, 'dist/.build');
const sources = ['src', 'public', 'tools', 'stubs', 'data', 'docs'];
const sourceFiles = [
  'index.html',
  'benchmark.html',
  'embed.html',
  'package.json',
  'package-lock.json',
  'vite.config.ts',
  'tsconfig.json',
  'tsconfig.base.json',
  'tsconfig.dom.json',
  'tsconfig.worker.json',
  'tsconfig.worklet.json',
];

/** Builds the app into dist/, unless the sources are those of the build that lies there. */
export async function buildIfNeeded(): Promise<void> {
  const digest = await digestSources();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  console.log('Building…');
  await build({ root, logLevel: 'warn' });
  writeFileSync(stamp, digest);
}

/** Hashes everything that a build depends on. */
export async function digestSources(): Promise<string> {
  const hash = createHash('sha256').update(process.env['SOTTO_UPSTREAM'] ?? '');
  const listed = await Promise.all(
    sources.map(async (folder) => {
      const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    }),
  );
  const files = [...listed.flat().sort(), ...sourceFiles.map((file) => join(root, file))];
  for (const file of files) hash.update(file.slice(root.length)).update(await readFile(file));
  return hash.digest('hex');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildIfNeeded();
