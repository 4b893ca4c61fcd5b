import type { BenchmarkReport, BenchmarkRow } from './run-benchmark.ts';

/** Says what was measured, and on what, in one line. */
export function toFacts({ engine, device, loadMs, memoryBytes }: BenchmarkReport): string {
  const threads = engine.threads === 1 ? '1 thread' : `${engine.threads} threads`;
  const name = engine.engine === 'kokoro' ? 'Kokoro' : 'Built-in voice';
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

function toSeconds(seconds: number): string {
  return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
}
