import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { toJson } from '../../src/benchmark/benchmark-page.ts';
import { buildIfNeeded } from '../build.ts';
import { bundlePages } from './bundle-pages.ts';
import { toPlainMessage } from './failures.ts';
import { fromJson } from './from-json.ts';
import { findMirror, readMirror, type MirrorModel } from './mirror.ts';
import { parseOptions, usage, type BenchOptions } from './options.ts';
import type { BenchReport } from './report.ts';
import { runBench } from './run-bench.ts';
import { writeShapeMirrorIfNeeded } from './shape-mirror.ts';
import { openSites } from './sites.ts';
import { writeDocument } from './write-document.ts';

const root = join(import.meta.dirname, '../..');
const pages = join(root, '.cache/bench/pages');
const SHAPE_MODEL = 'shape model, full size, made-up weights';
/** What shells expect of a program that was interrupted. */
const INTERRUPTED = 130;

/** Builds and serves what is needed, measures, and writes the report. */
async function main(options: BenchOptions, signal: AbortSignal): Promise<void> {
  const mirror = options.models ?? (await findMirror(toMirrorFolders()));
  const models = mirror ?? join(root, '.cache/models/shape-full');
  if (mirror === null) {
    console.log(`Measures the ${SHAPE_MODEL}: no mirror with Kokoro's weights was found`);
    await writeShapeMirrorIfNeeded(models, { withQ8: !options.isQuick });
    signal.throwIfAborted();
  }
  const model = await readMirror(models);
  const modelName = toModelName(model, mirror !== null);
  if (mirror !== null) {
    console.log(
      `Measures ${modelName} in ${[...model.weights.keys()].join(', ')}, from ${relative('.', mirror)}`,
    );
  }
  if (options.dist === null) await buildIfNeeded();
  signal.throwIfAborted();
  await bundlePages(pages);
  const sites = await openSites({ dist: options.dist ?? join(root, 'dist'), models, model, pages });
  try {
    const path = toPath(options);
    const earlier = options.only === null ? null : await readEarlier(path);
    const onReport = (report: BenchReport): Promise<void> => writeReport(report, path, options);
    const report = await runBench({ options, model, modelName, sites, signal, earlier, onReport });
    conclude(report, path);
  } finally {
    sites.close();
  }
}

/** Where a mirror is looked for, the first one first. */
function toMirrorFolders(): readonly string[] {
  const named = process.env['SOTTO_MODELS'];
  return [...(named === undefined ? [] : [named]), join(root, 'models'), join(root, '.cache/models')];
}

function toModelName({ isOfficial }: MirrorModel, isFromMirror: boolean): string {
  if (!isFromMirror) return SHAPE_MODEL;
  return isOfficial
    ? 'Kokoro 82M v1.0, the official files'
    : 'kokoro-82m of a mirror, not the official files';
}

function toPath({ isQuick, out }: BenchOptions): string {
  const date = new Date().toISOString().slice(0, 10);
  return out ?? join(root, isQuick ? '.cache/bench/quick.json' : `docs/benchmarks/${date}.json`);
}

async function readEarlier(path: string): Promise<BenchReport | null> {
  if (!existsSync(path)) return null;
  const report = fromJson(await readFile(path, 'utf8')) as { readonly version?: unknown };
  if (report.version !== 2) throw new Error(`${relative('.', path)} is of another version of the benchmark.`);
  return report as BenchReport;
}

async function writeReport(report: BenchReport, path: string, { isQuick }: BenchOptions): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, toJson(report));
  if (!isQuick) await writeDocument(report, path.replace(/\.json$/, ''));
}

function conclude({ ratios, shim, failures }: BenchReport, path: string): void {
  const { overheadMs = null, throughputRatio = null } = shim ?? {};
  console.log(toJson({ ratios, shim: { overheadMs, throughputRatio } }));
  console.log(`Written to ${relative('.', path)} after ${(performance.now() / 60_000).toFixed(1)} minutes`);
  for (const { what, message } of failures) console.error(`Failed: ${what}: ${message}`);
  if (failures.length > 0) process.exitCode = 1;
}

const interruption = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    console.error('\nInterrupted');
    interruption.abort();
  });
}

try {
  await main(parseOptions(process.argv.slice(2)), interruption.signal);
} catch (error) {
  if (!interruption.signal.aborted) {
    console.error(error instanceof TypeError ? `${error.message}\n\n${usage}` : toPlainMessage(error));
  }
  process.exitCode = interruption.signal.aborted ? INTERRUPTED : 1;
}
