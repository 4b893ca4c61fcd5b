import { describe, expect, test } from 'vitest';
import { toKernelFacts, toKernelRows, toSpeedup } from '../../../src/benchmark/report-words.ts';
import type { BenchmarkReport } from '../../../src/benchmark/run-benchmark.ts';
import type { KernelComparison } from '../../../src/contract/kernel-comparison.ts';

const comparison: KernelComparison = {
  ...{ device: 'wasm', dtype: 'fp32', threads: 2, tokens: 98, audioSeconds: 4, isInterleaved: true },
  stock: { startMs: 900, runsMs: [8_000, 9_000, 6_000] },
  kernels: { startMs: 1_700, runsMs: [2_000, 1_800, 2_000] },
  generator: { by: 'kernels', reason: null, difference: 1.4e-5 },
};

function toFacts(kernels: KernelComparison | null, kernelsError: string | null = null): string {
  return toKernelFacts({ kernels, kernelsError } as BenchmarkReport);
}

describe('the comparison in words', () => {
  test('how much faster is the median of the pairs', () => {
    expect(toSpeedup(comparison)).toBe(4);
    expect(toFacts(comparison)).toBe(
      '4.00 times as fast with the kernels · 98 tokens, 4.00 s of sound · 2 threads · relative difference 1.4e-5',
    );
  });

  test('each way has its start, its median run, and that for a second of sound', () => {
    expect(toKernelRows(comparison)).toEqual([
      ['ONNX Runtime alone', '0.90 s', '8.00 s', '2.00 s'],
      ['With the kernels', '1.70 s', '2.00 s', '0.50 s'],
    ]);
  });

  test('kernels that are not used are not called faster, and a failure is told', () => {
    const generator = { by: 'onnxruntime', reason: 'this browser has no SIMD', difference: null } as const;
    const unused = { ...comparison, generator };
    expect(toSpeedup(unused)).toBeNull();
    expect(toFacts(unused)).toBe('The kernels are not used: this browser has no SIMD.');
    expect(toFacts(null, 'no memory')).toBe('The comparison failed: no memory');
  });
});
