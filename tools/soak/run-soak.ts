import { createRandom } from '../../tests/contract/support/random.ts';
import { activities } from './activities.ts';
import { SoakBrowser, type Holdings } from './soak-browser.ts';

export interface SoakOptions {
  readonly minutes: number;
  readonly seed: number;
  /** Called after each round with all so far; the next one waits for it. */
  readonly onRound?: (run: SoakRun) => Promise<void>;
}

export interface SoakRun {
  readonly browser: string;
  /** What was held after each round, when nothing was going on. */
  readonly holdings: readonly Holdings[];
  /** How often each activity was done. */
  readonly counts: ReadonlyMap<string, number>;
  readonly failures: readonly string[];
}

/** The share of the time after which nothing may grow any more. */
const WARM_UP = 1 / 3;

/** Uses the app as people do, round after round, and measures what is held in between. */
export async function runSoak({ minutes, seed, onRound }: SoakOptions): Promise<SoakRun> {
  const random = createRandom(seed);
  const app = await SoakBrowser.open();
  const holdings: Holdings[] = [];
  const counts = new Map<string, number>();
  const failures: string[] = [];
  const browser = await app.version();
  try {
    for (const untilMs = performance.now() + minutes * 60_000; performance.now() < untilMs;) {
      for (const { name, act } of activities) {
        await act(app, random).catch((error: unknown) => failures.push(`${name}: ${String(error)}`));
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
      holdings.push(await app.measure());
      await onRound?.({ browser, holdings, counts, failures });
    }
    return { browser, holdings, counts, failures };
  } finally {
    await app.close();
  }
}

/** The rounds after the warm-up. */
export function afterWarmUp({ holdings }: SoakRun): readonly Holdings[] {
  const endSeconds = holdings.at(-1)?.seconds ?? 0;
  return holdings.filter(({ seconds }) => seconds >= endSeconds * WARM_UP);
}
