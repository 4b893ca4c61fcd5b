import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buildIfNeeded } from '../build.ts';
import { writeToneMirror } from '../tone-model.ts';
import { parseOptions, usage, type FaultOptions } from './options.ts';
import { isFailure, runFaults } from './run-faults.ts';
import { toReport } from './to-report.ts';

const root = join(import.meta.dirname, '../..');

/** Builds what is needed, injects the faults, and writes the report. Resolves to whether all is well. */
async function main(options: FaultOptions): Promise<boolean> {
  // A build that was made aside is served as it is.
  if (process.env['SOTTO_DIST'] === undefined) await buildIfNeeded();
  await writeToneMirror(join(root, '.cache/models/tone'));
  const startMs = performance.now();
  const run = await runFaults({
    ...options,
    onResult: (result, index) => {
      const outcome = result.error ?? 'went on';
      const mark = isFailure(result) ? 'FAILED' : 'ok';
      const seconds = Math.round((performance.now() - startMs) / 1000);
      console.log(`${seconds} s, ${index + 1}/${options.count} ${mark}: ${result.kind}: ${outcome}`);
    },
  });
  const date = new Date().toISOString().slice(0, 10);
  const report = `${toReport(run, options, date)}\n`;
  if (options.out === null) console.log(report);
  else {
    await mkdir(dirname(options.out), { recursive: true });
    await writeFile(options.out, report);
  }
  return !run.results.some(isFailure);
}

try {
  process.exitCode = (await main(parseOptions(process.argv.slice(2)))) ? 0 : 1;
} catch (error) {
  if (!(error instanceof TypeError)) throw error;
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}
