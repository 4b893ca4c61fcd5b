import {
  isQuantised,
  toFloatWeights,
  toSlice,
  type QuantisedWeights,
  type StoredWeights,
} from '../stored-weights.ts';
import { MULTIPLY_COLUMNS } from './assembly/layout.ts';
import { placeBytes } from './place-bytes.ts';
import { storeBytes } from './store-bytes.ts';
import type { KernelMemory } from './kernel-memory.ts';

/**
 * Where the elements of a matrix lie in weights: element (row, column) at `columns[column] + rows[row]`. A place of -1
 * stands for zeros.
 */
export interface MatrixPlaces {
  readonly columns: Int32Array;
  readonly rows: Int32Array;
}

/** A matrix, or some of its columns. */
export interface MatrixPart extends MatrixPlaces {
  readonly weights: StoredWeights;
}

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
  const rows = parts[0]?.rows.length ?? 0;
  const blocks = parts.reduce((sum, { columns }) => sum + toBlocks(columns), 0);
  const count = blocks * MULTIPLY_COLUMNS * rows;
  const isBytes = parts.every(hasColumnScales);
  const quantisation = isBytes ? storeQuantisation(memory, parts, blocks) : 0;
  const weights = memory.allocate(isBytes ? count : count * 4);
  let offset = 0;
  for (const part of parts) {
    const length = toBlocks(part.columns) * MULTIPLY_COLUMNS * rows;
    const { weights: stored } = part;
    if (isBytes && isQuantised(stored)) {
      const columns = toWholeBlocks(part.columns);
      const zeros = Int8Array.from(columns, (start) => toZeroPoint(part, start));
      storeBytes(memory, weights + offset, { ...placeBytes(stored, { columns, rows: part.rows }), zeros });
    } else {
      const target = memory.floats(weights + offset * 4, length);
      fillFloats(target, toFloatWeights(stored), part);
    }
    offset += length;
  }
  return { weights, quantisation };
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

function toBlocks(columns: Int32Array): number {
  return Math.ceil(columns.length / MULTIPLY_COLUMNS);
}

/** Whether all elements of a column have the same scale: they lie in one slice, or whole turns of slices apart. */
function hasColumnScales({ weights, columns, rows }: MatrixPart): boolean {
  if (!isQuantised(weights)) return false;
  const { scales, sliceLength } = weights;
  if (scales.length === 1) return true;
  const turn = sliceLength * scales.length;
  if (rows.every((row) => row < 0 || row % turn === 0)) return true;
  const longest = rows.reduce((most, row) => Math.max(most, row), 0);
  return columns.every((start) => start < 0 || (start % sliceLength) + longest < sliceLength);
}

function toZeroPoint({ weights }: MatrixPart, start: number): number {
  if (start < 0 || !isQuantised(weights)) return 0;
  return (weights.zeroPoints[toSlice(weights, start)] ?? 0) - toShift(weights);
}

function storeQuantisation(memory: KernelMemory, parts: readonly MatrixPart[], blocks: number): number {
  const address = memory.allocateFloats(blocks * 2 * MULTIPLY_COLUMNS);
  const target = memory.floats(address, blocks * 2 * MULTIPLY_COLUMNS);
  target.fill(0);
  let first = 0;
  for (const part of parts) {
    const { weights, columns } = part;
    if (!isQuantised(weights)) continue;
    columns.forEach((start, column) => {
      const place = first + column + Math.floor(column / MULTIPLY_COLUMNS) * MULTIPLY_COLUMNS;
      target[place] = start < 0 ? 0 : (weights.scales[toSlice(weights, start)] ?? 0);
      target[place + MULTIPLY_COLUMNS] = toZeroPoint(part, start);
    });
    first += toBlocks(columns) * 2 * MULTIPLY_COLUMNS;
  }
  return address;
}

/** The kernels read signed bytes. */
function toShift({ isSigned }: QuantisedWeights): number {
  return isSigned ? 0 : 128;
}

/** Fills columns up with such that are nowhere. */
function toWholeBlocks(columns: Int32Array): Int32Array {
  const whole = new Int32Array(toBlocks(columns) * MULTIPLY_COLUMNS).fill(-1);
  whole.set(columns);
  return whole;
}

/** Reads the weights in their own order, as far as it goes: many lie a memory page apart from row to row. */
function fillFloats(target: Float32Array, values: Float32Array, { columns, rows }: MatrixPlaces): void {
  const whole = toWholeBlocks(columns);
  const isByRow = (rows[1] ?? 0) > (columns[1] ?? 0);
  const span = isByRow ? whole.length : MULTIPLY_COLUMNS;
  for (let first = 0; first < whole.length; first += span) {
    for (let index = 0; index < rows.length; index += 1) {
      const row = rows[index] ?? -1;
      for (let column = first; column < first + span; column += 1) {
        const lane = column % MULTIPLY_COLUMNS;
        const start = whole[column] ?? -1;
        const isThere = start >= 0 && row >= 0;
        target[(column - lane) * rows.length + index * MULTIPLY_COLUMNS + lane] = isThere
          ? (values[start + row] ?? 0)
          : 0;
      }
    }
  }
}
