import { toRealTimeFactor } from '../../src/benchmark/heard-speech.ts';
import { median } from '../../src/benchmark/statistics.ts';
import type { BenchReport, Memory, RuntimeRow, SpokenText, Visit } from './report.ts';

/** Names of the plots that lie beside the document. */
export interface PlotFiles {
  readonly firstSound: string;
  readonly realTimeFactor: string;
}

/** Writes a report of a whole run as a document with tables. */
export function toMarkdown(report: BenchReport, plots: PlotFiles): string {
  const { machine, ratios, shim, model } = report;
  return `${[
    `# Benchmark of ${report.date.slice(0, 10)}`,
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGib.toFixed(0)} GiB, ${machine.platform}. ${machine.browser}.`,
    `Model: ${model.name} (${model.dtypes.join(', ')}). Load average ${machine.loadAtStart.toFixed(1)} before and ` +
      `${machine.loadAtEnd.toFixed(1)} after: what other programs take spoils the times more than the ratios.`,
    '## Against kokoro-js',
    'kokoro-js 1.2.1 as it is published, on the same model in the same browser, pair by pair. Medians. Of the same text ' +
      `Sotto made ${report.audioRatio.toFixed(2)} times as much sound: see README.md.`,
    toTable(
      ['figure', 'Sotto / kokoro-js', 'means'],
      [
        ['time to first sound, against `generate`', ratios.ttfaVsStockGenerate.toFixed(3), 'less is faster'],
        ['time to first sound, against `stream`', ratios.ttfaVsStockStream.toFixed(3), 'less is faster'],
        ['sound per second of work', ratios.throughputVsStock.toFixed(3), 'more is faster'],
      ],
    ),
    `![Time to first sound](${plots.firstSound})`,
    `![Real-time factor](${plots.realTimeFactor})`,
    '## What the API costs',
    `${shim.overheadMs.toFixed(1)} ms until the first byte, and ${shim.throughputRatio.toFixed(3)} of the bare ` +
      'pipeline’s throughput, measured with the built-in voice.',
    '## Every text',
    toTable(
      ['side', 'engine', 'text', 'first sound', 'seconds for a second', 'sound', 'gaps'],
      report.texts.map(toTextRow),
    ),
    '## ONNX Runtime alone',
    toTable(
      ['engine', 'start', 'warm-up', 'tokens', 'seconds for a second'],
      report.runtime.flatMap(toRuntimeRows),
    ),
    '## Loading and memory',
    toTable(
      ['page', 'API ready', 'download', 'start and warm-up', 'first answer', 'memory', 'at most'],
      [
        toVisitRow('first visit', report.firstVisit),
        ...(report.returnVisit === null ? [] : [toVisitRow('second visit', report.returnVisit)]),
        ['after the pairs', '', '', '', '', ...toMemory(report.appMemory)],
        [
          'kokoro-js',
          '',
          '',
          toSeconds(report.stock.loadMs),
          toSeconds(report.stock.firstAnswer.totalMs),
          ...toMemory(report.stock.memory),
        ],
      ],
    ),
  ].join('\n\n')}\n`;
}

/** The median real-time factor of one text's rounds. */
export function toTextFactor({ rounds }: SpokenText): number {
  return median(rounds.map(toRealTimeFactor));
}

/** The median time to first sound of one text's rounds, in seconds. */
export function toTextFirstSound({ rounds }: SpokenText): number {
  return median(rounds.map(({ firstSoundMs }) => firstSoundMs)) / 1000;
}

/** Names an engine in a few words. */
export function toEngineWords(engine: Pick<SpokenText, 'device' | 'dtype' | 'threads'>): string {
  const { device, dtype, threads } = engine;
  return device === 'webgpu' ? `WebGPU, ${dtype}` : `${dtype}, ${threads} thread${threads === 1 ? '' : 's'}`;
}

function toTextRow(spoken: SpokenText): readonly string[] {
  const stallSeconds = median(spoken.rounds.map((round) => round.stallSeconds));
  const audioSeconds = median(spoken.rounds.map((round) => round.audioSeconds));
  return [
    spoken.side,
    toEngineWords(spoken),
    spoken.text,
    `${toTextFirstSound(spoken).toFixed(2)} s`,
    toTextFactor(spoken).toFixed(2),
    `${audioSeconds.toFixed(1)} s`,
    stallSeconds < 0.01 ? 'none' : `${stallSeconds.toFixed(2)} s`,
  ];
}

function toRuntimeRows(row: RuntimeRow): readonly (readonly string[])[] {
  const tokenCounts = [...new Set(row.runs.map(({ tokens }) => tokens))];
  return tokenCounts.map((tokens) => [
    toEngineWords(row),
    toSeconds(row.startMs),
    toSeconds(row.warmUpMs),
    String(tokens),
    median(row.runs.filter((run) => run.tokens === tokens).map(toRealTimeFactor)).toFixed(2),
  ]);
}

function toVisitRow(name: string, { readyMs, load, firstAnswer, memory }: Visit): readonly string[] {
  const times = [readyMs, load.downloadMs, load.startMs, firstAnswer.totalMs];
  return [name, ...times.map(toSeconds), ...toMemory(memory)];
}

function toMemory(memory: Memory | null): readonly string[] {
  if (memory === null) return ['', ''];
  return [memory.residentBytes, memory.peakBytes].map((bytes) => `${(bytes / 1e6).toFixed(0)} MB`);
}

function toSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
