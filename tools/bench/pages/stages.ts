import type { StageFigures } from '../report.ts';
import { createCaller } from './worker-calls.ts';

export interface StageOptions {
  /** Path of the weights on this origin. */
  readonly weights: string;
  readonly threads: number;
  readonly tokens: number;
  readonly rounds: number;
}

/** Operations in one iteration of the loop in `peak.wasm`. */
const PEAK_OPERATIONS = 10 * 4 * 2;

/** Times the stages of a synthesis, and what the cores could do at most. */
export async function measure(options: StageOptions): Promise<StageFigures> {
  const worker = new Worker(new URL('./stages.worker.ts', import.meta.url), { type: 'module' });
  try {
    const figures = (await createCaller(worker)('measure', options)) as Omit<StageFigures, 'peakGflops'>;
    return { ...figures, peakGflops: await measurePeak(options.threads) };
  } finally {
    worker.terminate();
  }
}

/** All threads at the same time, for cores may share what they compute with. */
async function measurePeak(threads: number): Promise<number> {
  const workers = Array.from(
    { length: threads },
    () => new Worker(new URL('./peak.worker.ts', import.meta.url), { type: 'module' }),
  );
  const peaks = await Promise.all(
    workers.map((worker) => createCaller(worker)('measure', { operations: PEAK_OPERATIONS })),
  );
  for (const worker of workers) worker.terminate();
  return (peaks as number[]).reduce((sum, peak) => sum + peak, 0);
}
