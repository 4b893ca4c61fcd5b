import { expect, test } from '@playwright/test';
import { faultKinds } from '../../tools/faults/fault-kinds.ts';
import { isFailure, runFaults } from '../../tools/faults/run-faults.ts';
import { isFullRun } from '../fixtures/full-run.ts';

/** Each takes half a minute; `npm run test:faults` injects more of them. */
const COUNT = isFullRun ? 8 : 2;

// Another day brings other faults; the seed is in the message, and `--seed` injects the same ones again.
const seed = Math.floor(Date.now() / 86_400_000) * COUNT;

test(`${COUNT} faults of ${faultKinds.length} kinds lose, repeat and change nothing`, async () => {
  const { results } = await runFaults({ count: COUNT, seed });
  expect(results).toHaveLength(COUNT);
  expect(results.filter(isFailure), `--count ${COUNT} --seed ${seed}`).toEqual([]);
});
