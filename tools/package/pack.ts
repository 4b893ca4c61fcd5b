import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestSources } from '../build.ts';
import { buildPackageIfNeeded } from './build-package.ts';

const root = join(import.meta.dirname, '../..');
const folder = join(root, '.cache/package');
const stamp = join(folder, '.packed');

/** Packs what `npm publish` would send, unless it lies there; resolves to the file's path. */
export async function packOnce(): Promise<string> {
  const digest = await digestSources();
  const [known, path = ''] = existsSync(stamp) ? readFileSync(stamp, 'utf8').split('\n') : [];
  if (known === digest && existsSync(path)) return path;
  await buildPackageIfNeeded();
  mkdirSync(folder, { recursive: true });
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const { stdout, status } = spawnSync('npm', args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error('The package was not packed.');
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  const packed = join(folder, filename);
  writeFileSync(stamp, `${digest}\n${packed}`);
  return packed;
}
