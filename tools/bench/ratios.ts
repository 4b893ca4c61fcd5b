import { toRealTimeFactor } from '../../src/benchmark/heard-speech.ts';
import { median } from '../../src/benchmark/statistics.ts';
import type { KernelCheck, KernelPair, Measured, Pair, Ratios } from './report.ts';
import { RATIO_TOKENS } from './scenarios/kernels.ts';

/** Reduces what was measured to its ratios: each the median over its pairs, null where there are none. */
export function toRatios({
  pairs,
  kernels,
  accuracy,
}: Pick<Measured, 'pairs' | 'kernels' | 'accuracy'>): Ratios {
  const toSpeedup = (threads: number): number | null => toKernelSpeedup(kernels?.pairs ?? [], threads);
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
    kernelsRelativeRms: toGreatestDifference([...(kernels?.checks ?? []), ...accuracy]),
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
  const chosen = pairs.filter(
    (pair) => pair.dtype === 'fp32' && pair.threads === threads && pair.tokens === RATIO_TOKENS,
  );
  return medianOf(chosen.map(toPairSpeedup));
}

/** Only fp32 tells of the kernels: what differs with other weights is ONNX Runtime's own rounding. */
function toGreatestDifference(checks: readonly KernelCheck[]): number | null {
  const differences = checks.filter(({ dtype }) => dtype === 'fp32').map(({ difference }) => difference);
  return differences.length === 0 ? null : Math.max(...differences);
}

function medianOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : median(values);
}
