import { toRealTimeFactor } from '../../../src/benchmark/heard-speech.ts';
import { median } from '../../../src/benchmark/statistics.ts';
import type { Deadline } from '../deadline.ts';
import type { Pair, Ratios } from '../report.ts';
import type { AppSide, StockSide } from '../sides.ts';

export interface PairOptions {
  readonly model: string;
  readonly text: string;
  readonly maxPairs: number;
  /** Hears of each pair when it is done. */
  readonly onPair?: (words: string) => void;
  /** No pair is begun that would not be over in time; the first always is. */
  readonly deadline: Deadline;
}

/** Has both sides speak a text in turn, pair by pair, so that whatever slows the machine down slows down both. */
export async function measurePairs(
  { app, stock }: { readonly app: AppSide; readonly stock: StockSide },
  { model, text, maxPairs, deadline, onPair }: PairOptions,
): Promise<readonly Pair[]> {
  const speak = (): Promise<Pair['app']> => app.app.speak({ model, voice: 'af_heart', input: text });
  const pairs: Pair[] = [];
  for (let lastMs = 0; pairs.length < maxPairs && (lastMs === 0 || deadline.allows(lastMs));) {
    const startedMs = performance.now();
    // Who begins changes, or a machine that gets hot would favour one.
    const early = pairs.length % 2 === 0 ? await speak() : null;
    const stockStream = await stock.stock.streamFirst({ text });
    const stockGenerate = await stock.stock.generate({ text });
    const pair = { app: early ?? (await speak()), stockGenerate, stockStream };
    pairs.push(pair);
    lastMs = performance.now() - startedMs;
    onPair?.(toWords(pair));
  }
  return pairs;
}

/** Reduces pairs to the medians of their ratios. */
export function toRatios(pairs: readonly Pair[]): Ratios {
  return {
    ttfaVsStockGenerate: median(
      pairs.map(({ app, stockGenerate }) => app.firstSoundMs / stockGenerate.firstSoundMs),
    ),
    ttfaVsStockStream: median(
      pairs.map(({ app, stockStream }) => app.firstSoundMs / stockStream.firstSoundMs),
    ),
    throughputVsStock: median(
      pairs.map(({ app, stockGenerate }) => toRealTimeFactor(stockGenerate) / toRealTimeFactor(app)),
    ),
  };
}

/**
 * Returns how much sound the app made for each second that kokoro-js made of the same text. The shape model's made-up
 * weights give the tokens of a long run about a fifth less time than those of a short one, so it is over 1 there;
 * throughput is therefore counted for each second of sound. Throws where the two cannot have spoken the same text.
 */
export function toAudioRatio(pairs: readonly Pair[]): number {
  const ratio = median(pairs.map(({ app, stockGenerate }) => app.audioSeconds / stockGenerate.audioSeconds));
  if (ratio > 2 / 3 && ratio < 3 / 2) return ratio;
  throw new Error(
    `The app made ${ratio.toFixed(2)} times as much sound of the same text: nothing can be compared.`,
  );
}

function toWords({ app, stockGenerate, stockStream }: Pair): string {
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
  return (
    `first sound: ${seconds(app.firstSoundMs)}, kokoro-js stream ${seconds(stockStream.firstSoundMs)}, ` +
    `generate ${seconds(stockGenerate.firstSoundMs)}; all of it: ${seconds(app.totalMs)} for ` +
    `${app.audioSeconds.toFixed(1)} s of sound, kokoro-js ${seconds(stockGenerate.totalMs)} for ` +
    `${stockGenerate.audioSeconds.toFixed(1)} s`
  );
}
