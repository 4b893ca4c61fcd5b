import { appendFile, readFile } from 'node:fs/promises';
import type { FaultResult } from './run-faults.ts';

/** One fault of a run, as a line of a log. */
export interface LoggedFault extends FaultResult {
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly browser: string;
  readonly machine: string;
  readonly seed: number;
}

/** Adds a fault to a log as a line of JSON, so that a run that is ended early leaves all it did. */
export async function logFault(path: string, fault: LoggedFault): Promise<void> {
  await appendFile(path, `${JSON.stringify(fault)}\n`);
}

/** Reads logs. A fault that several of them have, because it was run again, counts as it went in the last one. */
export async function readFaultLogs(paths: readonly string[]): Promise<readonly LoggedFault[]> {
  const faults = new Map<string, LoggedFault>();
  for (const path of paths) {
    const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
    for (const fault of lines.map((line) => JSON.parse(line) as LoggedFault))
      faults.set(`${fault.seed}/${fault.index}`, fault);
  }
  return [...faults.values()];
}
