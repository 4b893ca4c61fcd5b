import type { KernelMemory } from './kernel-memory.ts';
import type { Convolution } from './kernel-steps.ts';

/** What a convolution is given whose outputs are left as they are, without statistics. */
export const PLAIN = {
  residual: null,
  factor: 1,
  accumulate: false,
  records: 0,
} as const satisfies Partial<Convolution>;

/** Addresses of the scale and the shift of an AdaIN that changes nothing. */
export interface PlainNorm {
  readonly ones: number;
  readonly zeros: number;
}

/** Stores ones and zeros for so many channels. */
export function storePlainNorm(memory: KernelMemory, channels: number): PlainNorm {
  return {
    ones: memory.store(new Float32Array(channels).fill(1)),
    zeros: memory.store(new Float32Array(channels)),
  };
}
