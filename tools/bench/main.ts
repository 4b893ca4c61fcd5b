import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { toJson } from '../../src/benchmark/to-json.ts';
import { buildIfNeeded } from '../build.ts';
import { bundlePages } from './bundle-pages.ts';
import { readMirror } from './mirror.ts';
import { parseOptions, usage, type BenchOptions } from './options.ts';
import type { BenchReport } from './report.ts';
import { runBench } from './run-bench.ts';
import { writeShapeMirrorIfNeeded } from './shape-mirror.ts';
import { openSites } from './sites.ts';
import { writeDocument } from './write-document.ts';

const root = join(import.meta.dirname, '../..');
const pages = join(root, '.cache/bench/pages');

/** Builds and serves what is needed, measures, and writes the report. */
async function main(options: BenchOptions): Promise<void> {
  if (options.dist === null) await buildIfNeeded();
  const models = options.models ?? join(root, '.cache/models/shape-full');
  if (options.models === null) {
    console.log('The shape model');
    await writeShapeMirrorIfNeeded(models);
  }
  await bundlePages(pages);
  const model = await readMirror(models);
  const sites = await openSites({ dist: options.dist ?? join(root, 'dist'), models, model, pages });
  try {
    const modelName = options.models === null ? 'shape model, full size' : model.id;
    await writeReport(await runBench({ options, model, modelName, sites }), options);
  } finally {
    sites.close();
  }
}

async function writeReport(report: BenchReport, { isQuick, out }: BenchOptions): Promise<void> {
  const usual = isQuick ? '.cache/bench/quick.json' : `docs/benchmarks/${report.date.slice(0, 10)}.json`;
  const path = out ?? join(root, usual);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, toJson(report));
  const { overheadMs, throughputRatio } = report.shim;
  console.log(toJson({ ratios: report.ratios, shim: { overheadMs, throughputRatio } }));
  if (!isQuick) await writeDocument(report, path.replace(/\.json$/, ''));
  console.log(`Written to ${path}`);
}

try {
  await main(parseOptions(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof TypeError ? `${error.message}\n\n${usage}` : error);
  process.exitCode = 1;
}
