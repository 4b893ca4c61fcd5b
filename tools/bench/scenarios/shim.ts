import { benchmarkTexts } from '../../../src/benchmark/texts.ts';
import { toRealTimeFactor } from '../../../src/benchmark/heard-speech.ts';
import { median } from '../../../src/benchmark/statistics.ts';
import type { Shim } from '../report.ts';
import type { AppSide } from '../sides.ts';

/** One segment, so that nothing but its own making stands before its first byte. */
const SHORT = benchmarkTexts.tokens20.text;
/** Several segments, so that starting up weighs little. */
const LONG = Array.from({ length: 10 }, () => benchmarkTexts.paragraph.text).join(' ');
const SHORT_PAIRS = 21;
const LONG_PAIRS = 7;

/**
 * Measures what the shim adds to the pipeline: service worker, ports, handler and the two workers behind it. The
 * built-in voice speaks, which is fast enough for the way to count.
 */
export async function measureShim({ app, pipeline }: AppSide): Promise<Shim> {
  const viaShim = (input: string): ReturnType<typeof app.speak> =>
    app.speak({ model: 'espeak-ng', voice: 'af_heart', input });
  const bare = (text: string): ReturnType<typeof pipeline.speak> => pipeline.speak({ text });
  // Both sides compile first, and learn how fast their engine is.
  for (const text of [SHORT, SHORT, LONG]) {
    await viaShim(text);
    await bare(text);
  }
  const overheadsMs: number[] = [];
  for (let index = 0; index < SHORT_PAIRS; index += 1) {
    overheadsMs.push((await viaShim(SHORT)).firstSoundMs - (await bare(SHORT)).firstSoundMs);
  }
  const ratios: number[] = [];
  for (let index = 0; index < LONG_PAIRS; index += 1) {
    const shim = await viaShim(LONG);
    ratios.push(toRealTimeFactor(await bare(LONG)) / toRealTimeFactor(shim));
  }
  return { overheadMs: median(overheadsMs), throughputRatio: median(ratios), overheadsMs, ratios };
}
