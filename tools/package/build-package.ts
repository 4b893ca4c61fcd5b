import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { digestSources } from '../build.ts';
import { buildEntries } from './build-entries.ts';
import { buildSite } from './build-site.ts';
import { buildTypes } from './build-types.ts';

const root = join(import.meta.dirname, '../..');
const lib = join(root, 'lib');
const stamp = join(lib, '.build');

/** Builds `lib/`, what other projects install: the entries, their types, and the files for their sites. */
export async function buildPackage(): Promise<void> {
  rmSync(lib, { recursive: true, force: true });
  const chunks = await buildEntries(lib);
  buildTypes(join(lib, 'types'));
  await buildSite(join(lib, 'site'), chunks);
  writeFileSync(stamp, await digestSources());
}

/** Builds it, unless the sources are those of the build that lies there. */
export async function buildPackageIfNeeded(): Promise<void> {
  const digest = await digestSources();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  await buildPackage();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildPackage();
