import type { Bench } from '../bench.ts';
import { openPageModule } from '../../page-module.ts';
import type * as StagesModule from '../pages/stages.ts';
import type { StageFigures } from '../report.ts';

const TOKENS = 200;
const ROUNDS = 3;

/** Times the stages of a synthesis of 200 tokens with each number of threads, in a fresh page. */
export async function measureStages(bench: Bench): Promise<readonly StageFigures[]> {
  await bench.closePages();
  const figures: StageFigures[] = [];
  for (const threads of bench.threadCounts) {
    await bench.parts.failures.attempt(`the stages on ${threads} thread(s)`, async () => {
      const side = await bench.openRuntime();
      try {
        const stages = openPageModule<typeof StagesModule>(side.page, '/bench/stages.js');
        const weights = bench.weightsUrl(bench.dtype);
        const measured = await stages.measure({ weights, threads, tokens: TOKENS, rounds: ROUNDS });
        figures.push(measured);
        for (const { stage, ms } of measured.stages)
          console.log(`  ${threads}: ${stage}: ${ms.toFixed(0)} ms`);
        console.log(
          `  ${threads}: the first stage in ONNX Runtime: ${(measured.ortFrontMs ?? 0).toFixed(0)} ms`,
        );
      } finally {
        await side.close();
      }
    });
  }
  return figures;
}
