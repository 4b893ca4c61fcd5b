import { median } from '../../src/benchmark/statistics.ts';
import { toHearingPart } from './to-hearing-part.ts';
import { toPairSpeedup } from './pair-speedup.ts';
import type {
  BenchReport,
  KernelFigures,
  Measured,
  Memory,
  Ratios,
  Section,
  StageFigures,
  Visit,
} from './report.ts';
import { toTable } from '../to-table.ts';
import { toGap, toTextPart } from './to-text-part.ts';

/** Names of the plots that lie beside the document; null where there is nothing to draw. */
export interface PlotFiles {
  readonly firstSound: string | null;
  readonly realTimeFactor: string | null;
}

/** Writes a report as a document with a part for everything that was measured. */
export function toMarkdown(report: BenchReport, plots: PlotFiles): string {
  return `${[
    ...toHead(report),
    ...toRatioPart(report),
    ...toImages(plots),
    ...toKernelPart(report),
    ...report.stages.flatMap(toStagePart),
    ...toHearingPart(report),
    ...toTextPart(report),
    ...toShimPart(report),
    ...toLoadingPart(report),
    ...toConditions(report),
  ].join('\n\n')}\n`;
}

function toHead({ date, machine, model }: BenchReport): readonly string[] {
  return [
    `# Benchmark of ${date.slice(0, 10)}`,
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGib.toFixed(0)} GiB, ${machine.platform}. ${machine.browser}.`,
    `Model: ${model.name} (${model.dtypes.join(', ')}). [README.md](README.md) says what each figure is.`,
    ...(model.isOfficial
      ? []
      : [
          '**These are not figures of Kokoro itself**: its weights were not there, and others took their place.',
        ]),
  ];
}

const RATIO_ROWS: readonly (readonly [name: keyof Ratios, words: string, means: string, digits: number])[] = [
  ['ttfaVsStockGenerate', 'time to first sound, over `generate` of kokoro-js', 'less is faster', 3],
  ['ttfaVsStockStream', 'time to first sound, over `stream` of kokoro-js', 'less is faster', 3],
  ['throughputVsStock', 'sound per second of work, over kokoro-js', 'more is faster', 2],
  ['kernelsSpeedup1Thread', 'ONNX Runtime alone over the kernels, 1 thread', 'more is faster', 2],
  ['kernelsSpeedup2Threads', 'ONNX Runtime alone over the kernels, 2 threads', 'more is faster', 2],
  ['returnStartVsStock', 'start on a later visit, over kokoro-js', 'less is faster', 2],
  ['hearingVsStock', 'writing speech down, transformers.js over Sotto', 'more is faster', 2],
  ['readingShare', 'reading text into words, over speaking it with the kernels', 'less is faster', 4],
];

function toRatioPart({ ratios, audioRatio, pairs, playback }: BenchReport): readonly string[] {
  const rows = RATIO_ROWS.flatMap(([name, words, means, digits]) => {
    // Earlier reports lack some.
    const value = (ratios as Partial<Ratios>)[name] ?? null;
    return value === null ? [] : [[words, value.toFixed(digits), means]];
  });
  const rms = ratios.kernelsRelativeRms;
  if (rms !== null) {
    rows.push(['relative difference of the kernels from ONNX Runtime', rms.toExponential(1), 'at most']);
  }
  const memory = ratios.firstLoadMemoryVsStock;
  if (memory !== null)
    rows.push(['most memory of a first load, over kokoro-js', memory.toFixed(2), 'less is less']);
  if (rows.length === 0) return [];
  const stalls = pairs.map(({ app }) => app.stallSeconds);
  const notes = [
    audioRatio === null
      ? []
      : [`Of the same text Sotto made ${audioRatio.toFixed(2)} times as much sound: see README.md.`],
    stalls.length === 0
      ? []
      : [`Gaps after Sotto’s first sound: ${toGap(Math.max(...stalls))} in ${stalls.length} paragraphs.`],
  ].flat();
  const gaps = playback.map(({ stallSeconds }) => stallSeconds);
  if (gaps.length > 0) {
    notes.push(`Gaps while three paragraphs played: ${toGap(Math.max(...gaps))} in ${gaps.length} rounds.`);
  }
  const words = 'Medians of pairs that were measured right after each other in the same browser.';
  return ['## Ratios', [words, ...notes].join(' '), toTable(['figure', 'value', 'means'], rows)];
}

function toImages({ firstSound, realTimeFactor }: PlotFiles): readonly string[] {
  return [
    firstSound === null ? [] : [`![Time to first sound](${firstSound})`],
    realTimeFactor === null ? [] : [`![Real-time factor](${realTimeFactor})`],
  ].flat();
}

function toKernelPart({ kernels, accuracy }: Measured): readonly string[] {
  if (kernels === null) return [];
  const checks = [...kernels.checks, ...accuracy];
  return [
    '## The kernels beside ONNX Runtime alone',
    'From the same tokens to samples, with the same voice, in one page. Medians.',
    toTable(
      ['weights', 'threads', 'tokens', 'sound', 'ONNX Runtime', 'kernels', 'times faster', 'pairs'],
      toKernelRows(kernels),
    ),
    'Their difference from what ONNX Runtime computes of the same features, source and style (relative root mean square):',
    toTable(
      ['weights', 'threads', 'tokens', 'difference'],
      checks.map(({ dtype, threads, tokens, difference }) => [
        ...[dtype, String(threads), String(tokens), difference.toExponential(1)],
      ]),
    ),
  ];
}

function toKernelRows({ pairs }: KernelFigures): readonly (readonly string[])[] {
  const toKey = ({ dtype, threads, tokens }: (typeof pairs)[number]): string =>
    [dtype, threads, tokens].join(' ');
  return [...new Set(pairs.map(toKey))].map((key) => {
    const group = pairs.filter((pair) => toKey(pair) === key);
    return [
      ...key.split(' '),
      `${median(group.map(({ stock }) => stock.audioSeconds)).toFixed(1)} s`,
      toSeconds(median(group.map(({ stock }) => stock.totalMs))),
      toSeconds(median(group.map(({ kernels }) => kernels.totalMs))),
      median(group.map(toPairSpeedup)).toFixed(2),
      String(group.length),
    ];
  });
}

function toStagePart(figures: StageFigures): readonly string[] {
  const { threads, tokens, audioSeconds, stages, ortFrontMs, kernels } = figures;
  const { directGflops, productGflops, peakGflops } = figures;
  const toRows = (list: StageFigures['stages']): readonly (readonly string[])[] => {
    const sum = list.reduce((total, { ms }) => total + ms, 0);
    return list.map(({ stage, ms }) => [stage, `${ms.toFixed(0)} ms`, `${((100 * ms) / sum).toFixed(1)} %`]);
  };
  return [
    `## Where the time goes, ${threads} thread${threads === 1 ? '' : 's'}`,
    `${tokens} tokens, ${audioSeconds.toFixed(1)} s of sound. The kernels do ${productGflops.toFixed(0)} GFLOP/s in products, ` +
      `${((100 * productGflops) / peakGflops).toFixed(0)} % of the ${peakGflops.toFixed(0)} GFLOP/s of a loop of fused ` +
      `multiply-adds; computed directly, their convolutions would be ${directGflops.toFixed(0)} GFLOP/s.`,
    toTable(['stage', 'time', 'share'], toRows(stages)),
    ...(ortFrontMs === undefined
      ? []
      : [`For comparison: ONNX Runtime computes the first stage in ${ortFrontMs.toFixed(0)} ms.`]),
    toTable(['kernels', 'time', 'share'], toRows(kernels)),
  ];
}

function toShimPart({ shim }: Measured): readonly string[] {
  if (shim === null) return [];
  return [
    '## What the API costs',
    `${shim.overheadMs.toFixed(1)} ms until the first byte, and ${shim.throughputRatio.toFixed(3)} of the bare ` +
      'pipeline’s throughput, measured with the built-in voice.',
  ];
}

function toLoadingPart(report: Measured): readonly string[] {
  const { firstVisit, returnVisit, appMemory, stock, memory } = report;
  const rows = [
    firstVisit === null ? [] : [toVisitRow('first visit', firstVisit)],
    returnVisit === null ? [] : [toVisitRow('second visit', returnVisit)],
    appMemory === null ? [] : [['after the pairs', '', '', '', '', '', ...toMemory(appMemory)]],
    stock === null
      ? []
      : [
          [
            ...['kokoro-js', '', '', toSeconds(stock.loadMs), toSeconds(stock.firstAnswer.totalMs), ''],
            ...toMemory(stock.memory),
          ],
        ],
    memory.map((row) => [`${row.what}, ${row.tokens} tokens`, '', '', '', '', '', ...toMemory(row.memory)]),
  ].flat();
  if (rows.length === 0) return [];
  const head = [
    'page',
    'API ready',
    'download',
    'start and warm-up',
    'first answer',
    'fetched',
    'memory',
    'at most',
  ];
  return ['## Loading and memory', toTable(head, rows)];
}

function toVisitRow(name: string, visit: Visit): readonly string[] {
  const { readyMs, load, firstAnswer, memory } = visit;
  const times = [readyMs, load.downloadMs, load.startMs, firstAnswer.totalMs];
  // Earlier reports lack it.
  const { fetchedBytes } = visit as Partial<Visit>;
  const fetched = fetchedBytes === undefined ? '' : `${(fetchedBytes / 1e6).toFixed(2)} MB`;
  return [name, ...times.map(toSeconds), fetched, ...toMemory(memory)];
}

function toConditions({ machine, sections, failures }: BenchReport): readonly string[] {
  const rows = sections.map(({ name, date, durationSeconds, othersBusyCores }: Section) => [
    ...[name, date.slice(0, 16).replace('T', ' '), `${durationSeconds.toFixed(0)} s`],
    othersBusyCores === null ? 'not known' : othersBusyCores.toFixed(2),
  ]);
  return [
    '## Conditions',
    `Load average at the start: ${machine.loadAtStart.toFixed(1)}. What other programs take spoils the times more than the ratios.`,
    toTable(['part', 'begun (UTC)', 'took', 'cores busy with other programs'], rows),
    failures.length === 0
      ? 'Nothing failed.'
      : failures.map(({ what, message }) => `- Failed: ${what}: ${message}`).join('\n'),
  ];
}

function toMemory(memory: Memory | null): readonly string[] {
  if (memory === null) return ['', ''];
  return [memory.residentBytes, memory.peakBytes].map((bytes) => `${(bytes / 1e6).toFixed(0)} MB`);
}

function toSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
