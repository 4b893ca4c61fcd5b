import { createTail } from '../tail/generator.ts';
import type { KernelThreads } from '../../../compute/kernels/kernel-threads.ts';
import type { SplitModel } from '../graph/split-model.ts';
import type { SplitTail } from './split-tail.ts';

/** So few are busy all the time with either part: 2 % is what running both at once gave on two cores. */
const BUSY_THREADS = 2;

/** Packs the weights of all behind the LSTMs for the kernels, whose threads somebody else ends. */
export function createKernelTail(split: SplitModel, threads: KernelThreads): SplitTail {
  const { build, computeCurves, ...tail } = createTail(split, threads);
  const report = { by: 'kernels', reason: null, difference: null } as const;
  return {
    generator: build === undefined ? report : { ...report, build },
    generate: (input, signal) => tail.generate(input, signal),
    leavesRoom: threads.count > BUSY_THREADS,
    computeCurves,
    release: () => Promise.resolve(),
  };
}
