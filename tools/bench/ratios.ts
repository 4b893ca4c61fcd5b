import { toRealTimeFactor } from '../../src/benchmark/heard-speech.ts';
import { median } from '../../src/benchmark/statistics.ts';
import type { HearingPair } from './hearing-report.ts';
import { toPairSpeedup } from './pair-speedup.ts';
import type { KernelCheck, KernelPair, Measured, Memory, Pair, Ratios, ReadingFigures } from './report.ts';
import { RATIO_TOKENS } from './scenarios/kernels.ts';

type Reduced = Pick<
  Measured,
  | 'pairs'
  | 'kernels'
  | 'reading'
  | 'accuracy'
  | 'firstVisit'
  | 'returnVisit'
  | 'stockReturnMs'
  | 'stock'
  | 'hearing'
>;

/** Reduces what was measured with weights of `dtype` to its ratios: each the median over its pairs, null where there are none. */
export function toRatios(measured: Reduced, dtype: string): Ratios {
  const { pairs, kernels, accuracy, firstVisit, stock, hearing } = measured;
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
    returnStartVsStock: toReturnRatio(measured),
    hearingVsStock: toHearingSpeedup(hearing),
    readingShare: toReadingShare(measured.reading, ownPairs),
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

function toKernelSpeedup(pairs: readonly KernelPair[], threads: number): number | null {
  const chosen = pairs.filter((pair) => pair.threads === threads && pair.tokens === RATIO_TOKENS);
  return medianOf(chosen.map(toPairSpeedup));
}

/** A letter that is spoken is about a token. */
function toReadingShare(reading: ReadingFigures | null, pairs: readonly KernelPair[]): number | null {
  const times = pairs.filter(({ tokens }) => tokens === RATIO_TOKENS).map(({ kernels }) => kernels.totalMs);
  if (reading === null || times.length === 0) return null;
  return reading.ms / reading.letters / (Math.min(...times) / RATIO_TOKENS);
}

/** Of the longest sound, which fits into no single window. */
function toHearingSpeedup(pairs: readonly HearingPair[]): number | null {
  const longest = Math.max(...pairs.map(({ audioSeconds }) => audioSeconds));
  const chosen = pairs.filter(({ audioSeconds }) => audioSeconds === longest);
  return medianOf(chosen.map(({ app, stock }) => stock.ms / app.ms));
}

function toGreatestDifference(checks: readonly KernelCheck[]): number | null {
  return checks.length === 0 ? null : Math.max(...checks.map(({ difference }) => difference));
}

function toMemoryRatio(app: Memory | null, stock: Memory | null): number | null {
  return app === null || stock === null ? null : app.peakBytes / stock.peakBytes;
}

function toReturnRatio({ returnVisit, stockReturnMs }: Reduced): number | null {
  if (returnVisit === null || stockReturnMs === null) return null;
  return returnVisit.load.startMs / stockReturnMs;
}

function medianOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : median(values);
}
