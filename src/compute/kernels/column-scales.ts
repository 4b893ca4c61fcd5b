import { MULTIPLY_COLUMNS } from './assembly/layout.ts';
import { isQuantised, toSlice, type QuantisedWeights, type StoredWeights } from '../stored-weights.ts';
import type { MatrixPlaces } from './interleave-elements.ts';
import type { KernelMemory } from './kernel-memory.ts';

/** A matrix, or some of its columns. */
export interface MatrixPart extends MatrixPlaces {
  readonly weights: StoredWeights;
}

/** Of each column, filled up to whole blocks; both are 0 for a column that is nowhere. */
export interface ColumnScales {
  readonly scales: Float32Array;
  /** What stands for zero, as a signed byte. */
  readonly zeros: Int8Array;
}

/** Whether all elements of a column have the same scale: they lie in one slice, or whole turns of slices apart. */
export function hasColumnScales({ weights, columns, rows }: MatrixPart): boolean {
  if (!isQuantised(weights)) return false;
  const { scales, sliceLength } = weights;
  if (scales.length === 1) return true;
  const turn = sliceLength * scales.length;
  if (rows.every((row) => row < 0 || row % turn === 0)) return true;
  const longest = rows.reduce((most, row) => Math.max(most, row), 0);
  return columns.every((start) => start < 0 || (start % sliceLength) + longest < sliceLength);
}

/** The scale of each column, where all of its elements have the same; `columns` are whole blocks. */
export function toColumnScales(weights: QuantisedWeights, columns: Int32Array): ColumnScales {
  const shift = weights.isSigned ? 0 : 128;
  const scales = new Float32Array(columns.length);
  const zeros = new Int8Array(columns.length);
  for (let column = 0; column < columns.length; column += 1) {
    const start = columns[column] ?? -1;
    if (start < 0) continue;
    const slice = toSlice(weights, start);
    scales[column] = weights.scales[slice] ?? 0;
    zeros[column] = (weights.zeroPoints[slice] ?? 0) - shift;
  }
  return { scales, zeros };
}

/** Stores eight scales and eight zero points for each eight columns, part after part; gives their address. */
export function storeColumnScales(memory: KernelMemory, parts: readonly ColumnScales[]): number {
  const count = parts.reduce((sum, { scales }) => sum + 2 * scales.length, 0);
  const address = memory.allocateFloats(count);
  const target = memory.floats(address, count);
  let place = 0;
  for (const { scales, zeros } of parts) {
    for (let first = 0; first < scales.length; first += MULTIPLY_COLUMNS) {
      for (let column = first; column < first + MULTIPLY_COLUMNS; column += 1) {
        target[place] = scales[column] ?? 0;
        target[place + MULTIPLY_COLUMNS] = zeros[column] ?? 0;
        place += 1;
      }
      place += MULTIPLY_COLUMNS;
    }
  }
  return address;
}
