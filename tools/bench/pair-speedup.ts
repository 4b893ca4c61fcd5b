import type { KernelPair } from './report.ts';

/**
 * Returns how many times faster the kernels were in one pair, for each second of sound: ONNX Runtime's quantised
 * arithmetic gives made-up tokens another length than fp32 does.
 */
export function toPairSpeedup({ stock, kernels }: Pick<KernelPair, 'stock' | 'kernels'>): number {
  return stock.totalMs / stock.audioSeconds / (kernels.totalMs / kernels.audioSeconds);
}
