import { execFileSync } from 'node:child_process';
import { expect, test } from '@playwright/test';
import { toShares } from '../../tools/faults/fault-log.ts';
import { isFailure, runFaults, type FaultResult } from '../../tools/faults/run-faults.ts';
import { isFullRun } from '../fixtures/full-run.ts';

/** `npm run test:faults` injects more of them. */
const COUNT = isFullRun ? 1_000 : 200;

/** Each test is a browser of its own, beside the other ones. */
const TEST_COUNT = isFullRun ? 10 : 1;

/**
 * The GPU's faults take longest, and Play takes as long as its sound lasts: on a slow machine all of it may be made, with no
 * thread left to disturb.
 */
const shares = { gpuPercent: isFullRun ? 10 : 0, playPercent: isFullRun ? 30 : 0 };

/** Ends what hangs: a slow, busy machine takes a quarter of it. */
const LIMIT_MS = 3_600_000;

const seed = chooseSeed();

test.describe.configure({ mode: 'parallel' });

for (const [index, count] of Array.from({ length: TEST_COUNT }, () => COUNT / TEST_COUNT).entries()) {
  const first = index * count;
  test(`faults ${first} to ${first + count - 1} lose, repeat and change nothing`, async () => {
    test.setTimeout(LIMIT_MS);
    const results: FaultResult[] = [];
    const onResult = (result: FaultResult): void => void results.push(result);
    await runFaults({ count, seed, first, ...shares, lanes: 1, onResult });
    expect(results.flatMap(({ kinds }) => kinds).length).toBeGreaterThanOrEqual(count);
    expect(results.filter(isFailure), toShares({ seed, ...shares })).toEqual([]);
  });
}

/** By the commit, so that each has faults of its own, and a failure can be repeated; by the day where there is none. */
function chooseSeed(): number {
  try {
    const commit = execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' });
    return Number.parseInt(commit.slice(0, 6), 16);
  } catch {
    return Math.floor(Date.now() / 86_400_000);
  }
}
