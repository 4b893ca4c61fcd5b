import type { HeardSpeech } from '../../../src/benchmark/heard-speech.ts';
import type { BenchmarkText } from '../../../src/benchmark/texts.ts';
import type { SpokenText } from '../report.ts';
import type { AppSide, StockSide } from '../sides.ts';

/** What the app's engine is to be. */
export interface EngineChoice {
  readonly model: string;
  readonly device: 'wasm' | 'webgpu';
  readonly dtype: string;
  readonly threads: number;
}

export interface TextOptions {
  readonly texts: readonly BenchmarkText[];
  readonly rounds: number;
}

/** Has the app speak each text with the engine as chosen; none where a GPU was chosen that turns out not to be trusted. */
export async function measureAppTexts(
  { app }: AppSide,
  choice: EngineChoice,
  { texts, rounds }: TextOptions,
): Promise<readonly SpokenText[]> {
  await app.configure(choice);
  await app.load();
  const { device, dtype, threads, checks } =
    choice.device === 'webgpu' ? await app.untilGpuDecided() : await app.status();
  const isOther = choice.dtype !== 'auto' && dtype !== choice.dtype;
  if (device !== choice.device || dtype === null || isOther) {
    console.warn(`Not measured: the engine is on ${device} with ${dtype}.`, checks ?? '');
    return [];
  }
  const spoken: SpokenText[] = [];
  for (const { name, text } of texts) {
    const heard = await repeat(rounds, () =>
      app.speak({ model: choice.model, voice: 'af_heart', input: text }),
    );
    spoken.push({ side: 'sotto', device, dtype, threads, text: name, rounds: heard });
  }
  return spoken;
}

/** Has kokoro-js speak each text in both of its ways, as it is loaded. */
export async function measureStockTexts(
  { stock }: StockSide,
  { dtype, threads }: { readonly dtype: string; readonly threads: number },
  { texts, rounds }: TextOptions,
): Promise<readonly SpokenText[]> {
  const facts = { device: 'wasm', dtype, threads };
  const spoken: SpokenText[] = [];
  for (const { name, text } of texts) {
    const generated = await repeat(rounds, () => stock.generate({ text }));
    spoken.push({ side: 'kokoro-js generate', ...facts, text: name, rounds: generated });
    const streamed = await repeat(rounds, () => stock.stream({ text }));
    spoken.push({ side: 'kokoro-js stream', ...facts, text: name, rounds: streamed });
  }
  return spoken;
}

async function repeat(rounds: number, speak: () => Promise<HeardSpeech>): Promise<readonly HeardSpeech[]> {
  const heard: HeardSpeech[] = [];
  for (let round = 0; round < rounds; round += 1) heard.push(await speak());
  return heard;
}
