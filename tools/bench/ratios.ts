import { toRealTimeFactor } from '../../src/benchmark/heard-speech.ts';
import { median } from '../../src/benchmark/statistics.ts';
import type { KernelCheck, KernelPair, Measured, Memory, Pair, Ratios } from './report.ts';
import { RATIO_TOKENS } from './scenarios/kernels.ts';

type Reduced = Pick<Measured, 'pairs' | 'kernels' | 'accuracy' | 'firstVisit' | 'stock'>;

/** Reduces what was measured with weights of `dtype` to its ratios: each the median over its pairs, null where there are none. */
export function toRatios({ pairs, kernels, accuracy, firstVisit, stock }: Reduced, dtype: string): Ratios {
  const ownPairs = (kernels?.pairs ?? []).filter((pair) => pair.dtype === dtype);
  const ownChecks = [...(kernels?.checks ?? []), ...accuracy].filter((check) => check.dtype === dtype);
  const toSpeedup = (threads: number): number | null => toKernelSpeedup(ownPairs, threads);
  return {
    ttfaVsStockGenerate: medianOf(
      pairs.map(({ app, stockGenerate }) => app.firstSoundMs / stockGenerate.firstSoundMs),
    ),
    ttfaVsStockStream: medianOf(
      pairs.map(({ app, stockStream }) => app.firstSoundMs / stockStream.firstSoundMs),
    ),
    throughputVsStock: medianOf(
      pairs.map(({ app, stockGenerate }) => toRealTimeFactor(stockGenerate) / toRealTimeFactor(app)),
    ),
    kernelsSpeedup1Thread: toSpeedup(1),
    kernelsSpeedup2Threads: toSpeedup(2),
    kernelsRelativeRms: toGreatestDifference(ownChecks),
    firstLoadMemoryVsStock: toMemoryRatio(firstVisit?.memory ?? null, stock?.memory ?? null),
  };
}

/**
 * Returns how much sound the app made for each second that kokoro-js made of the same text; null where nothing was
 * measured. The shape model's made-up weights give the tokens of a long run about a fifth less time than those of a
 * short one, so it is over 1 there; throughput is therefore counted for each second of sound.
 */
export function toAudioRatio(pairs: readonly Pair[]): number | null {
  return medianOf(pairs.map(({ app, stockGenerate }) => app.audioSeconds / stockGenerate.audioSeconds));
}

/** How many times faster the kernels were in one pair. */
export function toPairSpeedup({ stock, kernels }: Pick<KernelPair, 'stock' | 'kernels'>): number {
  return stock.totalMs / kernels.totalMs;
}

function toKernelSpeedup(pairs: readonly KernelPair[], threads: number): number | null {
  const chosen = pairs.filter((pair) => pair.threads === threads && pair.tokens === RATIO_TOKENS);
  return medianOf(chosen.map(toPairSpeedup));
}

function toGreatestDifference(checks: readonly KernelCheck[]): number | null {
  return checks.length === 0 ? null : Math.max(...checks.map(({ difference }) => difference));
}

function toMemoryRatio(app: Memory | null, stock: Memory | null): number | null {
  return app === null || stock === null ? null : app.peakBytes / stock.peakBytes;
}

function medianOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : median(values);
}
