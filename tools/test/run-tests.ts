import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfNeeded } from '../build.ts';
import { checks } from '../check.ts';
import { writeToneMirror } from '../tone-model.ts';
import { findOrInstallChromium } from './find-chromium.ts';
import { addCounts, readPlaywrightCounts, readVitestCounts, type Counts } from './counts.ts';

const root = join(import.meta.dirname, '../..');
const reports = join(root, '.cache/reports');

/** Runs static checks, unit, contract and browser tests, prints the sum as the last line, and returns the exit status. */
export async function runTests(): Promise<number> {
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const chromium = findOrInstallChromium();
  const totals: Counts[] = [];

  for (const { name, command } of checks) {
    console.log(`\n— ${name}`);
    const failed = (await run(command)) !== 0;
    totals.push({ passed: failed ? 0 : 1, failed: failed ? 1 : 0, skipped: 0 });
  }

  await buildIfNeeded();
  await writeToneMirror(join(root, '.cache/models/tone'));

  console.log('\n— Unit and contract tests');
  const vitestReport = join(reports, 'vitest.json');
  await run(['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`]);
  totals.push(readVitestCounts(vitestReport));

  console.log('\n— Browser tests');
  const playwrightReport = join(reports, 'playwright.json');
  await run(['playwright', 'test', '--reporter=list,json'], {
    SOTTO_CHROMIUM: chromium,
    PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightReport,
  });
  totals.push(readPlaywrightCounts(playwrightReport));

  const { passed, failed, skipped } = totals.reduce(addCounts);
  console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

function run(command: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn('npx', command, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
      shell: process.platform === 'win32',
    });
    child.on('error', reject);
    child.on('exit', (code) => {
      resolve(code ?? 1);
    });
  });
}
