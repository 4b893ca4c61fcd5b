import { isQuantised, toFloatWeights } from '../stored-weights.ts';
import { MULTIPLY_COLUMNS } from './assembly/layout.ts';
import { hasColumnScales, type MatrixPart, storeColumnScales, toColumnScales } from './column-scales.ts';
import { interleaveBytes, interleaveFloats, type MatrixPlaces } from './interleave-elements.ts';
import { placeBytes } from './place-bytes.ts';
import type { KernelMemory } from './kernel-memory.ts';

/** Addresses of a matrix in the kernels' memory. */
export interface StoredMatrix {
  /** [columns / 8][rows][8], filled up with zeros: floats, or bytes where there is a quantisation. */
  readonly weights: number;
  /** Eight scales and eight zero points for each eight columns; 0 for floats. */
  readonly quantisation: number;
}

/**
 * Stores the columns of all parts side by side, each part from a multiple of 8 on. Weights stay as they are kept, unless
 * only some of the parts are quantised, or one is in another direction than its columns.
 */
export function storeMatrix(memory: KernelMemory, parts: readonly MatrixPart[]): StoredMatrix {
  const whole = parts.map((part) => ({ ...part, columns: toWholeBlocks(part.columns) }));
  return whole.every(hasColumnScales) ? storeBytes(memory, whole) : storeFloats(memory, whole);
}

/** Stores parts in whole blocks of columns as bytes. */
function storeBytes(memory: KernelMemory, parts: readonly MatrixPart[]): StoredMatrix {
  const scaled = parts.flatMap(({ weights, columns, rows }) =>
    isQuantised(weights) ? [{ weights, columns, rows, ...toColumnScales(weights, columns) }] : [],
  );
  const quantisation = storeColumnScales(memory, scaled);
  const weights = memory.allocate(countElements(parts));
  let address = weights;
  for (const { weights: stored, columns, rows, zeros } of scaled) {
    interleaveBytes(memory, address, { ...placeBytes(stored, { columns, rows }), zeros });
    address += columns.length * rows.length;
  }
  return { weights, quantisation };
}

/** Stores parts in whole blocks of columns as floats. */
function storeFloats(memory: KernelMemory, parts: readonly MatrixPart[]): StoredMatrix {
  const weights = memory.allocateFloats(countElements(parts));
  let address = weights;
  for (const { weights: stored, columns, rows } of parts) {
    interleaveFloats(memory, address, { values: toFloatWeights(stored), columns, rows });
    address += columns.length * rows.length * 4;
  }
  return { weights, quantisation: 0 };
}

function countElements(parts: readonly MatrixPart[]): number {
  return parts.reduce((sum, { columns, rows }) => sum + columns.length * rows.length, 0);
}

/** Places of a matrix [columns][rows] in weights of the same order, up to `padded` rows. */
export function placeColumns(columns: number, rows: number, padded = rows): MatrixPlaces {
  const places = new Int32Array(padded).fill(-1);
  for (let row = 0; row < rows; row += 1) places[row] = row;
  return { columns: Int32Array.from({ length: columns }, (_, column) => column * rows), rows: places };
}

/** Places of a matrix that is kept as [rows][columns], as a matrix product keeps it. */
export function placeProduct(rows: number, columns: number): MatrixPlaces {
  return {
    columns: Int32Array.from({ length: columns }, (_, column) => column),
    rows: Int32Array.from({ length: rows }, (_, row) => row * columns),
  };
}

/** Places of a convolution's weights [outputs][inputs][kernel] for windows of rows: row `tap · inputs + input`. */
export function placeWindows(outputs: number, inputs: number, kernel: number): MatrixPlaces {
  return {
    columns: Int32Array.from({ length: outputs }, (_, output) => output * inputs * kernel),
    rows: Int32Array.from(
      { length: inputs * kernel },
      (_, row) => (row % inputs) * kernel + Math.floor(row / inputs),
    ),
  };
}

/** A vector filled up with zeros to whole blocks of columns. */
export function padColumns(values: Float32Array): Float32Array<ArrayBuffer> {
  const padded = new Float32Array(Math.ceil(values.length / MULTIPLY_COLUMNS) * MULTIPLY_COLUMNS);
  padded.set(values);
  return padded;
}

/** Fills columns up with such that are nowhere. */
function toWholeBlocks(columns: Int32Array): Int32Array {
  const whole = new Int32Array(Math.ceil(columns.length / MULTIPLY_COLUMNS) * MULTIPLY_COLUMNS).fill(-1);
  whole.set(columns);
  return whole;
}
