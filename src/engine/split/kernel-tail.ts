import { createTail } from '../kernels/generator.ts';
import type { KernelThreads } from '../kernels/kernel-threads.ts';
import type { SplitModel } from '../onnx/split-model.ts';
import type { SplitTail } from './split-tail.ts';

/** Packs the weights of all behind the LSTMs for the kernels, whose threads somebody else ends. */
export function createKernelTail(split: SplitModel, threads: KernelThreads): SplitTail {
  const { build, computeCurves, ...tail } = createTail(split, threads);
  const report = { by: 'kernels', reason: null, difference: null } as const;
  return {
    generator: build === undefined ? report : { ...report, build },
    generate: (input, signal) => tail.generate(input, signal),
    computeCurves,
    release: () => Promise.resolve(),
  };
}
