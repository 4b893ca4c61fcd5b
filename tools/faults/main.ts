import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buildIfNeeded } from '../build.ts';
import { writeToneMirror } from '../tone-model.ts';
import { parseOptions, usage, type FaultOptions } from './options.ts';
import { isFailure, runFaults, type FaultRun } from './run-faults.ts';
import { toReport } from './to-report.ts';

const root = join(import.meta.dirname, '../..');

/** Builds what is needed, injects the faults, and writes the report. Resolves to whether all is well. */
async function main(options: FaultOptions): Promise<boolean> {
  // A build that was made aside is served as it is.
  if (process.env['SOTTO_DIST'] === undefined) await buildIfNeeded();
  await writeToneMirror(join(root, '.cache/models/tone'));
  const startMs = performance.now();
  const date = new Date().toISOString().slice(0, 10);
  if (options.out !== null) await mkdir(dirname(options.out), { recursive: true });
  const run = await runFaults({
    ...options,
    onResult: async (soFar) => {
      const seconds = Math.round((performance.now() - startMs) / 1000);
      console.log(`${seconds} s, ${soFar.results.length}/${options.count} ${tell(soFar)}`);
      // A run that is ended early leaves the report of what it did.
      if (options.out !== null) await writeFile(options.out, toReport(soFar, options, date));
    },
  });
  if (options.out === null) console.log(toReport(run, options, date));
  return !run.results.some(isFailure);
}

function tell({ results }: FaultRun): string {
  const last = results.at(-1);
  if (last === undefined) return '';
  return `${isFailure(last) ? 'FAILED' : 'ok'}: ${last.kind}: ${last.error ?? 'went on'}`;
}

try {
  process.exitCode = (await main(parseOptions(process.argv.slice(2)))) ? 0 : 1;
} catch (error) {
  if (!(error instanceof TypeError)) throw error;
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}
