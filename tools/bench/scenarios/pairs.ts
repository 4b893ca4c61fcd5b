import type { Deadline } from '../deadline.ts';
import type { Failures } from '../failures.ts';
import type { Pair } from '../report.ts';
import type { AppSide, StockSide } from '../sides.ts';

export interface PairOptions {
  readonly model: string;
  readonly text: string;
  readonly maxPairs: number;
  /** No pair is begun that would not be over in time; the first always is. */
  readonly deadline: Deadline;
  readonly failures: Failures;
}

/** Has both sides speak a text in turn, pair by pair, so that whatever slows the machine down slows down both. */
export async function measurePairs(
  sides: { readonly app: AppSide; readonly stock: StockSide },
  { model, text, maxPairs, deadline, failures }: PairOptions,
): Promise<readonly Pair[]> {
  const pairs: Pair[] = [];
  let lastMs = 0;
  for (let index = 0; index < maxPairs && (index === 0 || deadline.allows(lastMs)); index += 1) {
    const startedMs = performance.now();
    const pair = await failures.attempt(`pair ${index + 1} of the paragraph`, () =>
      measurePair(sides, { model, text, startsWithApp: index % 2 === 0 }),
    );
    if (pair !== null) pairs.push(pair);
    lastMs = performance.now() - startedMs;
  }
  return pairs;
}

async function measurePair(
  { app, stock }: { readonly app: AppSide; readonly stock: StockSide },
  { model, text, startsWithApp }: { model: string; text: string; startsWithApp: boolean },
): Promise<Pair> {
  const speak = (): Promise<Pair['app']> => app.app.speak({ model, voice: 'af_heart', input: text });
  // Who begins changes, or a machine that gets hot would favour one.
  const early = startsWithApp ? await speak() : null;
  const stockStream = await stock.stock.streamFirst({ text });
  const stockGenerate = await stock.stock.generate({ text });
  const pair = { app: early ?? (await speak()), stockGenerate, stockStream };
  checkSameText(pair);
  console.log(`  ${toWords(pair)}`);
  return pair;
}

/** Throws where the two cannot have spoken the same text: their sound is too different in length. */
function checkSameText({ app, stockGenerate }: Pair): void {
  const ratio = app.audioSeconds / stockGenerate.audioSeconds;
  if (ratio > 2 / 3 && ratio < 3 / 2) return;
  throw new Error(
    `The app made ${ratio.toFixed(2)} times as much sound of the same text: nothing can be compared.`,
  );
}

function toWords({ app, stockGenerate, stockStream }: Pair): string {
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
  return (
    `first sound: ${(app.firstSoundMs / 1000).toFixed(2)} s, kokoro-js stream ${seconds(stockStream.firstSoundMs)}, ` +
    `generate ${seconds(stockGenerate.firstSoundMs)}; all of it: ${seconds(app.totalMs)} for ` +
    `${app.audioSeconds.toFixed(1)} s of sound (gaps: ${app.stallSeconds.toFixed(2)} s), kokoro-js ` +
    `${seconds(stockGenerate.totalMs)} for ${stockGenerate.audioSeconds.toFixed(1)} s`
  );
}
