import { expect } from 'vitest';
import type { KernelMemory } from '../../../../src/compute/kernels/kernel-memory.ts';
import type { KernelThreads } from '../../../../src/compute/kernels/kernel-threads.ts';
import { ProgramBuilder } from '../../../../src/compute/kernels/program-builder.ts';
import { ProgramRunner } from '../../../../src/compute/kernels/program-runner.ts';

/** Floats behind what a step puts out, which a product may write over. */
const SPARE_FLOATS = 4096;

/** Lays out what a step needs, runs it and reads what it put out. */
export async function runStep(
  threads: KernelThreads,
  count: number,
  add: (builder: ProgramBuilder, memory: KernelMemory, out: number) => void,
): Promise<Float32Array> {
  const runner = new ProgramRunner(threads);
  const { memory } = runner;
  const out = memory.allocateFloats(count + SPARE_FLOATS);
  memory.floats(out, count).fill(Number.NaN);
  const builder = new ProgramBuilder(threads.count);
  add(builder, memory, out);
  await runner.run(builder, undefined);
  return memory.floats(out, count).slice();
}

/** Expects each float within 1e-4, or `limit`, of what it should be. */
export function expectClose(actual: Float32Array, expected: (index: number) => number, limit = 1e-4): void {
  let worst = 0;
  actual.forEach((value, index) => {
    const difference = Math.abs(value - expected(index));
    worst = difference > worst || Number.isNaN(difference) ? difference : worst;
  });
  expect(worst).toBeLessThan(limit);
}
