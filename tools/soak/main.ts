import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfNeeded } from '../build.ts';
import { writeToneMirror } from '../tone-model.ts';
import { afterWarmUp, runSoak, type SoakRun } from './run-soak.ts';
import { toReport } from './to-report.ts';

const root = join(import.meta.dirname, '../..');

/** Memory may be so much more at the end than after the warm-up. */
const MOST_GROWTH = 1.1;

const usage = `npm run test:soak -- [--minutes N] [--seed S] [--out FILE]

  --minutes  how long the app is used; 60 if left out
  --seed     chooses texts and moments; 1 if left out
  --out      writes the report there as Markdown`;

/** Uses the app for that long, and writes the report. Resolves to whether nothing grew. */
async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '60' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string' },
    },
  });
  const [minutes, seed] = [Number(values.minutes), Number(values.seed)];
  if (!(minutes > 0) || !Number.isInteger(seed)) throw new TypeError('--minutes and --seed are numbers.');
  if (process.env['SOTTO_DIST'] === undefined) await buildIfNeeded();
  await writeToneMirror(join(root, '.cache/models/tone'));
  const date = new Date().toISOString().slice(0, 10);
  const run = await runSoak({
    minutes,
    seed,
    onRound: async (soFar) => {
      console.log(JSON.stringify(soFar.holdings.at(-1)), soFar.failures.at(-1) ?? '');
      if (values.out === undefined) return;
      await mkdir(dirname(values.out), { recursive: true });
      await writeFile(values.out, toReport(soFar, seed, date));
    },
  });
  console.log(toReport(run, seed, date));
  return hasNotGrown(run);
}

function hasNotGrown(run: SoakRun): boolean {
  const warm = afterWarmUp(run);
  const [first, last] = [warm[0], warm.at(-1)];
  if (first === undefined || last === undefined || run.failures.length > 0) return false;
  // A process that came later has no beginning to compare with; its kind has.
  const isFlat = [
    ...Object.entries(last.memory).map(([kind, bytes]) => bytes / (first.memory[kind] ?? bytes)),
    ...Object.entries(last.processes).map(([name, bytes]) => bytes / (first.processes[name] ?? bytes)),
  ].every((ratio) => ratio <= MOST_GROWTH);
  return (
    isFlat && Object.entries(last.handles).every(([thread, count]) => count <= (first.handles[thread] ?? 0))
  );
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  if (!(error instanceof TypeError)) throw error;
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}
