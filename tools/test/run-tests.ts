import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { buildIfNeeded } from '../build.ts';
import { packOnce } from '../package/pack.ts';
import { checks } from '../check.ts';
import { writeToneMirror } from '../tone-model.ts';
import { findOrInstallChromium } from './find-chromium.ts';
import { addCounts, heedStatus, readPlaywrightCounts, readVitestCounts, type Counts } from './counts.ts';
import { readNotTested } from './not-tested.ts';

const root = join(import.meta.dirname, '../..');
const reports = join(root, '.cache/reports');

/** Runs static checks, unit, contract and browser tests, prints the sum as the last line, and returns the exit status. */
export async function runTests(): Promise<number> {
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const chromium = findOrInstallChromium();

  // Browser tests wait for sound much of the time. What needs no browser takes the time that they leave.
  const prepared = prepare();
  const aside = runAside(prepared);
  await prepared;
  const totals = [await runBrowserTests(chromium, ['longest', 'heavy', 'shared'])];
  totals.push(...(await aside), await runBrowserTests(chromium, ['alone']));

  const { passed, failed, skipped } = totals.reduce(addCounts);
  console.log(['', ...readNotTested().map((what) => `NOT TESTED: ${what}`)].join('\n'));
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

/** Makes what the tests use: the app, the package, and the models that speak in tones. */
async function prepare(): Promise<void> {
  await buildIfNeeded();
  await packOnce();
  await writeToneMirror(join(root, '.cache/models/tone'));
}

async function runBrowserTests(chromium: string | undefined, projects: readonly string[]): Promise<Counts> {
  console.log(`\n— Browser tests: ${projects.join(', ')}`);
  const report = join(reports, `playwright-${projects[0]}.json`);
  const options = projects.map((project) => `--project=${project}`);
  const child = start(['playwright', 'test', '--reporter=list,json', ...options], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, SOTTO_CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  });
  return heedStatus(readPlaywrightCounts(report), await untilExit(child));
}

/** Runs the static checks, and then what needs the build but no browser. */
async function runAside(prepared: Promise<unknown>): Promise<readonly Counts[]> {
  const checked = await runChecks();
  await prepared;
  const report = join(reports, 'vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code, output } = await runQuietly(['vitest', 'run', ...reporters]);
  console.log(`\n— Unit and contract tests\n${output.trim()}`);
  return [checked, heedStatus(readVitestCounts(report), code)];
}

/** Two at a time, as each keeps one core busy; what they say is shown check by check. */
async function runChecks(): Promise<Counts> {
  const outcomes: Promise<Outcome>[] = [];
  for (const [index, { command }] of checks.entries()) {
    const before: Promise<unknown> = outcomes[index - 2] ?? Promise.resolve();
    outcomes.push(before.then(() => runQuietly(command)));
  }
  let failed = 0;
  for (const [index, { code, output }] of (await Promise.all(outcomes)).entries()) {
    console.log(`\n— ${checks[index]?.name}\n${output.trim()}`);
    if (code !== 0) failed += 1;
  }
  return { passed: checks.length - failed, failed, skipped: 0 };
}

interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** Runs a program behind all others, and keeps what it says. */
async function runQuietly(command: readonly string[]): Promise<Outcome> {
  const child = start(command, { stdio: ['ignore', 'pipe', 'pipe'] });
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  let output = '';
  const keep = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return { code: await untilExit(child), output };
}

function start(command: readonly string[], options: SpawnOptions): ChildProcess {
  return spawn('npx', command, { cwd: root, shell: process.platform === 'win32', ...options });
}

function untilExit(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve(code ?? 1);
    });
  });
}
