import { expect, test } from '@playwright/test';
import { isFailure, runFaults, type FaultResult } from '../../tools/faults/run-faults.ts';
import { isFullRun } from '../fixtures/full-run.ts';

/** `npm run test:faults` injects more of them. */
const COUNT = isFullRun ? 8 : 2;
const SEED = 18;
/** About one of eight faults is the GPU's, which takes longest. */
const GPU_PERCENT = 13;

// Each day goes on where the last one ended, so all kinds come in their turn.
const first = Math.floor(Date.now() / 86_400_000) * COUNT;

test(`${COUNT} faults lose, repeat and change nothing`, async () => {
  const results: FaultResult[] = [];
  await runFaults({
    count: COUNT,
    seed: SEED,
    first,
    gpuPercent: GPU_PERCENT,
    onResult: (result) => void results.push(result),
  });
  expect(results).toHaveLength(COUNT);
  const options = `--count ${COUNT} --seed ${SEED} --first ${first} --gpu ${GPU_PERCENT}`;
  expect(results.filter(isFailure), options).toEqual([]);
});
