import { MULTIPLY_ROWS } from '../../../compute/kernels/assembly/layout.ts';
import type { KernelMemory } from '../../../compute/kernels/kernel-memory.ts';

/** Rows behind a buffer that a product may write over. */
const SPARE_ROWS = 2 * MULTIPLY_ROWS;

/** Rows of floats in the kernels' memory. */
export interface Rows {
  readonly address: number;
  /** Floats from one row to the next. */
  readonly stride: number;
}

/** Makes room for so many rows of floats, and for those that a product may write too far. */
export function allocateRows(memory: KernelMemory, rows: number, stride: number): Rows {
  return { address: memory.allocateFloats((rows + SPARE_ROWS) * stride), stride };
}
