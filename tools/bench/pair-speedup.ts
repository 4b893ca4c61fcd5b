import type { KernelPair } from './report.ts';

/**
 * Returns how many times faster the kernels were in one pair, for each second of sound: with quantised weights the two
 * sounds may differ in length by a few frames.
 */
export function toPairSpeedup({ stock, kernels }: Pick<KernelPair, 'stock' | 'kernels'>): number {
  return stock.totalMs / stock.audioSeconds / (kernels.totalMs / kernels.audioSeconds);
}
