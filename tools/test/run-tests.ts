import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfNeeded } from '../build.ts';
import { packOnce } from '../package/pack.ts';
import { checks } from '../check.ts';
import { findOrInstallChromium } from './find-chromium.ts';
import { addCounts, heedStatus, readPlaywrightCounts, readVitestCounts, type Counts } from './counts.ts';
import { readNotTested } from './not-tested.ts';

const root = join(import.meta.dirname, '../..');
const reports = join(root, '.cache/reports');

/** Runs static checks, unit, contract and browser tests, prints the sum as the last line, and returns the exit status. */
export async function runTests(): Promise<number> {
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  findOrInstallChromium();

  // Building keeps one core busy, and waits for files now and then.
  const [checked] = await Promise.all([runChecks(), prepare()]);

  console.log('\n— Unit and contract tests');
  const vitestReport = join(reports, 'vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`];
  const unitStatus = await run(['vitest', 'run', ...reporters]);

  console.log('\n— Browser tests');
  const browserRuns: { readonly report: string; readonly status: number }[] = [];
  for (const projects of [['longest', 'heavy', 'shared'], ['alone']]) {
    const report = join(reports, `playwright-${projects[0]}.json`);
    const options = projects.map((project) => `--project=${project}`);
    const status = await run(['playwright', 'test', '--reporter=list,json', ...options], {
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    });
    browserRuns.push({ report, status });
  }

  // What failed is named here, where the end of the output is all that is read.
  console.log('');
  const totals = [
    checked,
    heedStatus(readVitestCounts(vitestReport), unitStatus),
    ...browserRuns.map(({ report, status }) => heedStatus(readPlaywrightCounts(report), status)),
  ];
  const { passed, failed, skipped } = totals.reduce(addCounts);
  for (const what of readNotTested()) console.log(`NOT TESTED: ${what}`);
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

/** Makes what the tests use: the app and the package. */
async function prepare(): Promise<void> {
  await buildIfNeeded();
  await packOnce();
}

/** Two at a time, as each keeps one core busy; what they say is shown check by check. */
async function runChecks(): Promise<Counts> {
  const outcomes: Promise<Outcome>[] = [];
  for (const [index, { command }] of checks.entries()) {
    const before: Promise<unknown> = outcomes[index - 2] ?? Promise.resolve();
    outcomes.push(before.then(() => runAside(command)));
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

function runAside(command: readonly string[]): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn('npx', command, { cwd: root, shell: process.platform === 'win32' });
    let output = '';
    const keep = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code: code ?? 1, output });
    });
  });
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
