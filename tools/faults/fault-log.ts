import { appendFile, readFile } from 'node:fs/promises';
import type { FaultChoice } from './plan-answers.ts';
import type { FaultResult } from './run-faults.ts';

/** One answer of a run with its faults, as a line of a log. */
export interface LoggedResult extends FaultResult, FaultChoice {
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly browser: string;
  readonly machine: string;
}

/** Adds an answer to a log as a line of JSON, so that a run that is ended early leaves all it did. */
export async function logResult(path: string, result: LoggedResult): Promise<void> {
  await appendFile(path, `${JSON.stringify(result)}\n`);
}

/** Reads logs. An answer that several of them have, because it was run again, counts as it went in the last one. */
export async function readLogs(paths: readonly string[]): Promise<readonly LoggedResult[]> {
  const results = new Map<string, LoggedResult>();
  for (const path of paths) {
    const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
    for (const result of lines.map((line) => JSON.parse(line) as LoggedResult))
      results.set(`${toShares(result)} ${result.first}`, result);
  }
  return [...results.values()];
}

/** Names what chose the faults of an answer, as options of a run that has it again. */
export function toShares({ seed, gpuPercent, playPercent }: FaultChoice): string {
  return `--seed ${seed} --gpu ${gpuPercent} --play ${playPercent}`;
}
