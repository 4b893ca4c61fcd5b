import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buildIfNeeded } from '../build.ts';
import { nameMachine } from '../name-machine.ts';
import { writeToneMirror } from '../tone-model.ts';
import { logResult, readLogs, type LoggedResult } from './fault-log.ts';
import { parseOptions, usage, type FaultOptions } from './options.ts';
import { isFailure, runFaults, type FaultResult } from './run-faults.ts';
import { toReport } from './to-report.ts';

const root = join(import.meta.dirname, '../..');

/** Injects the faults or reads their logs, and writes the report. Resolves to whether all is well. */
async function main(options: FaultOptions): Promise<boolean> {
  const isRun = options.reportOf.length === 0;
  const results = isRun ? await run(options) : await readLogs(options.reportOf);
  if (options.out === null) console.log(toReport(results));
  else await writeFile(options.out, toReport(results));
  return !results.some(isFailure);
}

/** Builds what is needed and injects the faults. A run that is ended early leaves its log and the report so far. */
async function run(options: FaultOptions): Promise<readonly LoggedResult[]> {
  // A build that was made aside is served as it is.
  if (process.env['SOTTO_DIST'] === undefined) await buildIfNeeded();
  await writeToneMirror(join(root, '.cache/models/tone'));
  const startMs = performance.now();
  const date = new Date().toISOString().slice(0, 10);
  for (const path of [options.out, options.log])
    if (path !== null) await mkdir(dirname(path), { recursive: true });
  const results: LoggedResult[] = [];
  let count = 0;
  const machine = nameMachine();
  const { seed, gpuPercent, playPercent } = options;
  await runFaults({
    ...options,
    onResult: async (result, browser) => {
      const logged = { date, browser, machine, seed, gpuPercent, playPercent, ...result };
      results.push(logged);
      count += result.kinds.length;
      const seconds = Math.round((performance.now() - startMs) / 1000);
      console.log(`${seconds} s, ${count}/${options.count} ${tell(result)}`);
      if (options.log !== null) await logResult(options.log, logged);
      if (options.out !== null) await writeFile(options.out, toReport(results));
    },
  });
  return results;
}

function tell(result: FaultResult): string {
  const { first, kinds, during, error, lost, repeated, wrong } = result;
  const sound = lost + repeated + wrong > 0 ? `, ${lost} lost, ${repeated} repeated, ${wrong} wrong` : '';
  return `${isFailure(result) ? 'FAILED' : 'ok'}: #${first} ${kinds.join(' + ')} (${during}): ${error ?? 'went on'}${sound}`;
}

try {
  process.exitCode = (await main(parseOptions(process.argv.slice(2)))) ? 0 : 1;
} catch (error) {
  if (!(error instanceof TypeError)) throw error;
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}
