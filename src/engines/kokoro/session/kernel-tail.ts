import { createEncoder } from '../encoder/encoder.ts';
import type { SplitModel } from '../graph/split-model.ts';
import { createTailOn } from '../tail/generator.ts';
import type { KernelThreads } from '../../../compute/kernels/kernel-threads.ts';
import { ProgramRunner } from '../../../compute/kernels/program-runner.ts';
import type { SplitTail } from './split-tail.ts';
import { toFrameCounts } from './to-frame-counts.ts';

/** So few are busy all the time with either part: 2 % is what running both at once gave on two cores. */
const BUSY_THREADS = 2;

/**
 * Packs the weights of all that was found in the model for the kernels, whose threads end elsewhere: the tail, and the
 * encoder before it.
 */
export function createKernelTail(split: SplitModel, threads: KernelThreads): SplitTail {
  const { encoder } = split;
  const runner = new ProgramRunner(threads);
  const { build, computeCurves, ...tail } = createTailOn(runner, split);
  const report = { by: 'kernels', reason: null, difference: null } as const;
  return {
    generator: build === undefined ? report : { ...report, build },
    generate: (input, signal) => tail.generate(input, signal),
    leavesRoom: threads.count > BUSY_THREADS,
    computeCurves,
    encode: encoder === null ? null : createEncoder(encoder.weights, runner, toFrameCounts),
    release: () => Promise.resolve(),
  };
}
