import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildIfNeeded } from '../build.ts';
import { nameMachine } from '../name-machine.ts';
import { toTable } from '../to-table.ts';
import { writeToneMirror } from '../tone-model.ts';
import { chooseByWords, parseOptions, usage, type MemoryOptions } from './memory-options.ts';
import type { MemoryScenario } from './memory-scenarios.ts';
import { SoakBrowser } from './soak-browser.ts';

const root = join(import.meta.dirname, '../..');
const MEBIBYTE = 2 ** 20;
const softwareGpu = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];

interface Row {
  readonly name: string;
  /** Bytes of the models that are loaded for it. */
  readonly weights: number;
  /** What the process of the tab that hosts, which has all workers, had before it, and the most while it went on. */
  readonly before: number;
  readonly host: number;
  readonly otherTab: number;
  readonly gpu: number;
  readonly problem: string | null;
}

async function main(options: MemoryOptions): Promise<void> {
  if (process.env['SOTTO_DIST'] === undefined) await buildIfNeeded();
  await writeToneMirror(join(root, '.cache/models/tone'));
  // They read the mirror that was just written.
  const { listen, memoryScenarios, serveSecondModel, speakMinute } = await import('./memory-scenarios.ts');
  const { models, listeningBytes, only, out } = options;
  const first = { name: 'the first load, and a minute of speech', weights: 0, act: speakMinute };
  const tabs = memoryScenarios.filter(({ name }) => name === 'ten tabs');
  const listening = { name: 'a listening model', weights: listeningBytes, act: listen };
  const later = chooseByWords(models === undefined ? memoryScenarios : [...tabs, listening], only);
  const app = await SoakBrowser.open(
    models === undefined ? { intercept: serveSecondModel, args: softwareGpu } : { models },
  );
  try {
    const report = toReport(await measureAll(app, [first, ...later]));
    console.log(report);
    if (out !== undefined) await writeFile(out, report);
  } finally {
    await app.close();
  }
}

async function measureAll(app: SoakBrowser, scenarios: readonly MemoryScenario[]): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const { name, weights, act } of scenarios) {
    const before = toFigures(await app.forgetPeaks()).host;
    const problem = await act(app).then(
      () => null,
      (error: unknown) => String(error),
    );
    rows.push({ name, weights, before, problem, ...toFigures(await app.readPeaks()) });
    console.log(JSON.stringify(rows.at(-1)));
  }
  return rows;
}

/** The process of the tab that hosts is the largest of the pages'. */
function toFigures(bytes: Readonly<Record<string, number>>): Pick<Row, 'host' | 'otherTab' | 'gpu'> {
  const pages = Object.entries(bytes)
    .filter(([name]) => name.startsWith('renderer'))
    .map(([, size]) => size)
    .sort((a, b) => b - a);
  const gpu = Object.entries(bytes).find(([name]) => name.startsWith('GPU'))?.[1] ?? 0;
  return { host: pages[0] ?? 0, otherTab: pages[1] ?? 0, gpu };
}

function toReport(rows: readonly Row[]): string {
  const mark = rows[0]?.host ?? 0;
  const lines = rows.map(({ name, weights, before, host, otherTab, gpu, problem }) => {
    const more = host - mark - weights;
    const verdict = problem ?? (more <= 0 ? 'yes' : `no, ${toMebibytes(more)} more`);
    const sizes = [weights, before, host, host - before, otherTab, gpu].map(toMebibytes);
    return [name, ...sizes, verdict];
  });
  const head = [
    'what is done',
    'its own weights',
    'before',
    'most',
    'grew by',
    'the largest other tab',
    'GPU process',
    'below the mark',
  ];
  return `Made on ${new Date().toISOString().slice(0, 10)}: ${nameMachine()}.\n\n${toTable(head, lines)}\n`;
}

function toMebibytes(bytes: number): number {
  return Math.round(bytes / MEBIBYTE);
}

try {
  await main(parseOptions(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof TypeError)) throw error;
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}
