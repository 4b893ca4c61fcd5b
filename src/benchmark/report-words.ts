import type { ComparedRuns, KernelComparison } from '../contract/kernel-comparison.ts';
import type { BenchmarkReport, BenchmarkRow } from './run-benchmark.ts';
import { median } from './statistics.ts';

/** Says what was measured, and on what, in one line. */
export function toFacts({ engine, isOfficial, device, loadMs, memoryBytes }: BenchmarkReport): string {
  const threads = engine.threads === 1 ? '1 thread' : `${engine.threads} threads`;
  const kokoro = isOfficial === false ? 'A stand-in for Kokoro, not its official weights' : 'Kokoro';
  const name = engine.engine === 'kokoro' ? kokoro : 'Built-in voice';
  const parts = [
    [name, engine.dtype, engine.device === 'webgpu' ? 'WebGPU' : threads].filter((part) => part !== null),
    [`ready after ${toSeconds(loadMs / 1000)}`],
    memoryBytes === null ? [] : [`${Math.round(memoryBytes / 1e6)} MB of memory`],
    [`${device.cores} cores`],
  ];
  return parts.flat().join(' · ');
}

/** Converts a row to the cells of the table, the text's name first. */
export function toCells(row: BenchmarkRow): readonly string[] {
  return [
    row.text,
    toSeconds(row.firstSoundMs / 1000),
    toSeconds(row.realTimeFactor),
    toSeconds(row.audioSeconds),
    row.stallSeconds < 0.01 ? 'none' : toSeconds(row.stallSeconds),
  ];
}

/** How many times faster the kernels were: the median of the pairs; null where they were not used. */
export function toSpeedup({ stock, kernels, generator }: KernelComparison): number | null {
  if (generator.by !== 'kernels' || kernels.runsMs.length === 0) return null;
  return median(kernels.runsMs.map((ms, index) => (stock.runsMs[index] ?? NaN) / ms));
}

/** Writes the result of the comparison with ONNX Runtime alone, in one line. */
export function toKernelFacts({ kernels, kernelsError }: BenchmarkReport): string {
  if (kernels === null) return `The comparison failed: ${kernelsError ?? 'it was not made'}`;
  const { tokens, audioSeconds, threads, generator } = kernels;
  const speedup = toSpeedup(kernels);
  if (speedup === null) return `The kernels are not used: ${generator.reason ?? 'the reason is not known'}.`;
  const difference =
    generator.difference === null ? '' : ` · relative difference ${generator.difference.toExponential(1)}`;
  return (
    `${speedup.toFixed(2)} times as fast with the kernels · ${tokens} tokens, ${toSeconds(audioSeconds)} of sound · ` +
    `${threads === 1 ? '1 thread' : `${threads} threads`}${difference}`
  );
}

/** Converts the comparison to the rows of its table. */
export function toKernelRows(comparison: KernelComparison): readonly (readonly string[])[] {
  const toRow = (name: string, { startMs, runsMs }: ComparedRuns): readonly string[] => {
    const seconds = median(runsMs) / 1000;
    const cells = [startMs / 1000, seconds, seconds / comparison.audioSeconds];
    return [name, ...cells.map(toSeconds)];
  };
  return [toRow('ONNX Runtime alone', comparison.stock), toRow('With the kernels', comparison.kernels)];
}

function toSeconds(seconds: number): string {
  return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
}
