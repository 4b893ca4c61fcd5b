import { benchmarkTexts } from '../../../src/benchmark/texts.ts';
import type { SentBytes } from '../../server/sent-bytes.ts';
import type { Visit } from '../report.ts';
import type { AppSide } from '../sides.ts';

/** The model, and the programs that measure. */
const notOfTheApp = ['/models/', '/bench/'];

interface VisitOptions {
  readonly model: string;
  /** From the navigation until the API answered. */
  readonly readyMs: number;
  /** What the app's server sends. */
  readonly sent: SentBytes;
  /** When the page was opened, by the process's clock. */
  readonly openedAtMs: number;
}

/** Loads the app's model in a page that was just opened and configured, and has it speak once. */
export async function measureVisit(
  side: AppSide,
  { model, readyMs, sent, openedAtMs }: VisitOptions,
): Promise<Visit> {
  const load = await side.app.load();
  const input = benchmarkTexts.tokens20.text;
  const askedAtMs = performance.now();
  const firstAnswer = await side.app.speak({ model, voice: 'af_heart', input });
  const { generator } = await side.app.status();
  const fetchedBytes = sent.sum(
    { fromMs: openedAtMs, untilMs: askedAtMs + firstAnswer.firstSoundMs },
    notOfTheApp,
  );
  const visit: Visit = {
    ...{ readyMs, load, generator: generator ?? null, firstAnswer, fetchedBytes },
    memory: await side.memory(),
  };
  console.log(
    `  API after ${(readyMs / 1000).toFixed(1)} s, model fetched in ${(load.downloadMs / 1000).toFixed(1)} s and ` +
      `started in ${(load.startMs / 1000).toFixed(1)} s; the generator is computed by ${generator?.by ?? 'an unknown'}; ` +
      `${(fetchedBytes / 1e6).toFixed(2)} MB fetched beside the model`,
  );
  return visit;
}
