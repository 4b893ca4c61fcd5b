import { benchmarkTexts } from '../../../src/benchmark/texts.ts';
import type { Visit } from '../report.ts';
import type { AppSide } from '../sides.ts';

/** Loads the app's model in a page that was just opened and configured, and has it speak once. */
export async function measureVisit(
  side: AppSide,
  { model, readyMs }: { readonly model: string; readonly readyMs: number },
): Promise<Visit> {
  const load = await side.app.load();
  const input = benchmarkTexts.tokens20.text;
  const firstAnswer = await side.app.speak({ model, voice: 'af_heart', input });
  const { generator } = await side.app.status();
  const visit = { readyMs, load, generator: generator ?? null, firstAnswer, memory: await side.memory() };
  console.log(
    `  API after ${(readyMs / 1000).toFixed(1)} s, model fetched in ${(load.downloadMs / 1000).toFixed(1)} s and ` +
      `started in ${(load.startMs / 1000).toFixed(1)} s; the generator is computed by ${generator?.by ?? 'an unknown'}`,
  );
  return visit;
}
