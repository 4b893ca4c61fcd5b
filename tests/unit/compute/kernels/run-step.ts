import { expect } from 'vitest';
import { KernelMemory } from '../../../../src/compute/kernels/kernel-memory.ts';
import type { KernelThreads } from '../../../../src/compute/kernels/kernel-threads.ts';
import { ProgramBuilder } from '../../../../src/compute/kernels/program-builder.ts';

/** Floats behind what a step puts out, which a product may write over. */
const SPARE_FLOATS = 4096;

/** Lays out what a step needs, runs it with scratch space of so many bytes and reads what it put out. */
export async function runStep(
  threads: KernelThreads,
  { count, scratchBytes = 64 }: { readonly count: number; readonly scratchBytes?: number },
  add: (builder: ProgramBuilder, memory: KernelMemory, out: number) => void,
): Promise<Float32Array> {
  const memory = new KernelMemory(threads.memory, threads.firstFreeByte);
  const scratches = Array.from({ length: threads.count }, () => memory.allocate(scratchBytes));
  const out = memory.allocateFloats(count + SPARE_FLOATS);
  memory.floats(out, count).fill(Number.NaN);
  const builder = new ProgramBuilder(threads.count);
  add(builder, memory, out);
  const address = memory.allocate(builder.byteLength);
  builder.write(new DataView(threads.memory.buffer, address, builder.byteLength));
  await threads.run({ address, stepCount: builder.stepCount, scratches });
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
