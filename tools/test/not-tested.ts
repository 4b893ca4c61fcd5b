import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'not-tested.txt';
const reports = join(import.meta.dirname, '../../.cache/reports');

/** Records what the suites cannot test on this machine, for the end of the run's output. */
export function recordNotTested(what: string, folder = reports): void {
  mkdirSync(folder, { recursive: true });
  // One short write a line: the suites run in several processes.
  appendFileSync(join(folder, FILE), `${what}\n`);
}

/** Returns what was recorded since the reports were last removed, each once, sorted. */
export function readNotTested(folder = reports): readonly string[] {
  const record = join(folder, FILE);
  if (!existsSync(record)) return [];
  const lines = readFileSync(record, 'utf8').split('\n');
  return [...new Set(lines.filter((line) => line !== ''))].sort();
}
