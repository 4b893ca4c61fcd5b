import { nextTurn } from '../../std/next-turn.ts';
import { STEP_BYTES } from './assembly/layout.ts';
import type { RunKernels } from './instantiate-kernels.ts';

/** How long the thread may go on without looking at its messages, one of which may be the wish to stop. */
const SLICE_MS = 40;

/**
 * Runs a program step by step on the calling thread, and lets it handle messages in between; rejects with the reason of
 * `signal` between two steps.
 */
export async function runSteps(
  run: RunKernels,
  program: { readonly address: number; readonly stepCount: number; readonly scratch: number },
  signal: AbortSignal | undefined,
): Promise<void> {
  if (signal === undefined) {
    run(program.address, program.stepCount, program.scratch);
    return;
  }
  let pauseAt = performance.now() + SLICE_MS;
  for (let step = 0; step < program.stepCount; step += 1) {
    signal.throwIfAborted();
    run(program.address + step * STEP_BYTES, 1, program.scratch);
    if (performance.now() < pauseAt) continue;
    await nextTurn();
    pauseAt = performance.now() + SLICE_MS;
  }
  signal.throwIfAborted();
}
