import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// What is run before the check of Node's version must work in older ones.
const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'node_modules/.sotto-lock');

/** Runs a command in the project's root with its output shown; ends the process if it fails. */
export function runOrExit(command, args) {
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** Installs the locked packages, unless those that the lockfile names are there already; ends the process where Node is too old. */
export function installIfNeeded() {
  const { node } = process.versions;
  const [major, minor] = node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Sotto needs Node 20.19 or newer; this is ${node}.`);
    process.exit(1);
  }
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.log('Installing packages…');
  runOrExit('npm', ['ci']);
  writeFileSync(stamp, lock);
}
