import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const places = [
  process.env['SOTTO_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Returns the path of an installed Chromium, or undefined. `SOTTO_CHROMIUM` names one that lies elsewhere. */
export function findChromium(): string | undefined {
  const installed = places.find((path) => path !== undefined && existsSync(path));
  if (installed !== undefined) return installed;
  const bundled = chromium.executablePath();
  return existsSync(bundled) ? bundled : undefined;
}

const shell = '/usr/bin/chromium-headless-shell';

/**
 * Returns the path of the Chromium that tests drive, or undefined: the one without windows where it is installed, since it
 * takes a fifth less of the processor (0032), unless `SOTTO_CHROMIUM` names another.
 */
export function findTestChromium(): string | undefined {
  const isNamed = process.env['SOTTO_CHROMIUM'] !== undefined;
  return !isNamed && existsSync(shell) ? shell : findChromium();
}

/** Finds Chromium, or installs it: through Playwright, else through apt as root. Throws where neither works. */
export function findOrInstallChromium(): string {
  const found = findChromium();
  if (found !== undefined) return found;
  console.log('No Chromium found; installing one through Playwright…');
  run('npx', ['playwright', 'install', 'chromium']);
  if (findChromium() === undefined && process.getuid?.() === 0) {
    console.log('Playwright could not install it; trying apt…');
    run('apt-get', ['update']);
    run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']);
  }
  const installed = findChromium();
  if (installed === undefined) {
    throw new Error('No Chromium. Install Chromium or Chrome, or name one in SOTTO_CHROMIUM.');
  }
  return installed;
}

function run(command: string, args: readonly string[]): void {
  spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
}
