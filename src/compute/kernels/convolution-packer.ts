import type { KernelMemory } from './kernel-memory.ts';
import type { KernelThreads } from './kernel-threads.ts';
import { ProgramBuilder } from './program-builder.ts';
import type { Tiling } from './tilings.ts';

/** Channels on both sides of a convolution; `padded` inputs, if more, have weights of zero behind the others. */
export interface ConvolutionSize {
  readonly inputs: number;
  readonly outputs: number;
  readonly padded?: number;
}

/**
 * Transforms and packs the weights [output][input][kernel] of a convolution to [outputs / 8][plane][input][8], and gives
 * their address.
 */
export type PackConvolution = (weights: Float32Array, size: ConvolutionSize, tiling: Tiling) => number;

/** Bytes in which the taps of two outputs wait. */
const SCRATCH_BYTES = 256;

/** Makes what packs weights into the threads' memory; the calling thread does it alone. */
export function createConvolutionPacker(threads: KernelThreads, memory: KernelMemory): PackConvolution {
  return (values, { inputs, outputs, padded = inputs }, { kernel, planes, matrices }) => {
    const count = outputs * planes * padded;
    const target = memory.allocateFloats(count);
    const mark = memory.mark;
    if (padded > inputs) memory.floats(target, count).fill(0);
    const transform = memory.storeDoubles(matrices.kernel.flat());
    const weights = memory.store(values);
    const builder = new ProgramBuilder(1);
    builder.pack({ weights, kernel, planes, inputs, padded, outputs, transform, target });
    const scratch = memory.allocate(SCRATCH_BYTES);
    const address = memory.allocate(builder.byteLength);
    builder.write(new DataView(memory.memory.buffer, address, builder.byteLength));
    threads.runAlone({ address, stepCount: builder.stepCount, scratches: [scratch] });
    memory.release(mark);
    return target;
  };
}
