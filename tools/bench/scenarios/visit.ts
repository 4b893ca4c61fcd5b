import { benchmarkTexts } from '../../../src/benchmark/texts.ts';
import type { Visit } from '../report.ts';
import type { AppSide } from '../sides.ts';

/** Loads the app's model in a page that was just opened, and has it speak once. */
export async function measureVisit(
  side: AppSide,
  { model, readyMs }: { readonly model: string; readonly readyMs: number },
): Promise<Visit> {
  const load = await side.app.load();
  const input = benchmarkTexts.tokens20.text;
  const firstAnswer = await side.app.speak({ model, voice: 'af_heart', input });
  return { readyMs, load, firstAnswer, memory: await side.memory() };
}
