import { benchmarkTexts } from '../../../src/benchmark/texts.ts';
import { median } from '../../../src/benchmark/statistics.ts';
import type { Shim } from '../report.ts';
import type { AppSide } from '../sides.ts';

const SHORT = benchmarkTexts.tokens100.text;
/** Nearly as long as an input may be, so that starting up weighs little. */
const LONG = Array.from({ length: 9 }, () => benchmarkTexts.paragraph.text).join(' ');

/**
 * Measures what the shim adds to the pipeline: service worker, ports, handler and the two workers behind it. The
 * built-in voice speaks, which is fast enough for the way to count.
 */
export async function measureShim({ app, pipeline }: AppSide, pairCount: number): Promise<Shim> {
  const viaShim = (input: string): ReturnType<typeof app.speak> =>
    app.speak({ model: 'espeak-ng', voice: 'af_heart', input });
  const bare = (text: string): ReturnType<typeof pipeline.speak> => pipeline.speak({ text });
  // Both sides compile first.
  for (const text of [SHORT, LONG]) {
    await viaShim(text);
    await bare(text);
  }
  const overheadsMs: number[] = [];
  const ratios: number[] = [];
  for (let index = 0; index < pairCount; index += 1) {
    overheadsMs.push((await viaShim(SHORT)).firstSoundMs - (await bare(SHORT)).firstSoundMs);
    const bareMs = (await bare(LONG)).totalMs;
    ratios.push(bareMs / (await viaShim(LONG)).totalMs);
  }
  return { overheadMs: median(overheadsMs), throughputRatio: median(ratios), pairs: pairCount };
}
