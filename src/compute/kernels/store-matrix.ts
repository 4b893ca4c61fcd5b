import { isQuantised, toFloatWeights, toSlice, type StoredWeights } from '../stored-weights.ts';
import { MULTIPLY_COLUMNS } from './assembly/layout.ts';
import { interleaveBytes, type Interleaving } from './interleave-bytes.ts';
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
      const { values } = stored;
      const target = new Int8Array(memory.memory.buffer, weights + offset, length);
      fillBytes(target, values, { ...part, toZero: (start) => toZeroPoint(part, start) });
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
  return {
    columns: Int32Array.from({ length: columns }, (_, column) => column * rows),
    rows: Int32Array.from({ length: padded }, (_, row) => (row < rows ? row : -1)),
  };
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
  return (weights.zeroPoints[toSlice(weights, start)] ?? 0) - toShift(weights.values);
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
function toShift(values: Int8Array | Uint8Array): number {
  return values instanceof Uint8Array ? 128 : 0;
}

interface ByteFilling extends MatrixPlaces {
  /** What stands for zero in the column that starts at an index, or at -1. */
  readonly toZero: (start: number) => number;
}

/** Of a byte without a sign: with it flipped, it is 128 less and has one. */
const SIGN_BIT = -128;

/** Stores bytes without a sign as such with one, so that there is one type of numbers for what is done so often. */
function fillBytes(
  target: Int8Array,
  values: Int8Array | Uint8Array,
  { columns, rows, toZero }: ByteFilling,
): void {
  const bytes = new Int8Array(values.buffer, values.byteOffset, values.length);
  const flip = values instanceof Uint8Array ? SIGN_BIT : 0;
  const filled = rows.subarray(0, countFilled(rows));
  for (let first = 0; first < columns.length; first += MULTIPLY_COLUMNS) {
    const block = target.subarray(first * rows.length, (first + MULTIPLY_COLUMNS) * rows.length);
    const starts = toStarts(columns, first);
    const zeros = Int8Array.from(starts, toZero);
    if (starts.includes(-1)) interleavePadded(block, bytes, { starts, rows, flip, zeros });
    else {
      interleaveBytes(block, bytes, { starts, rows: filled, flip });
      for (let place = filled.length * MULTIPLY_COLUMNS; place < block.length; place += MULTIPLY_COLUMNS)
        block.set(zeros, place);
    }
  }
}

/** How many rows there are before those that are nowhere, which come last. */
function countFilled(rows: Int32Array): number {
  const end = rows.indexOf(-1);
  return end < 0 ? rows.length : end;
}

/** Where each of eight columns starts, or -1 where there is none. */
function toStarts(columns: Int32Array, first: number): Int32Array {
  return Int32Array.from({ length: MULTIPLY_COLUMNS }, (_, lane) => columns[first + lane] ?? -1);
}

/** As `interleaveBytes`, where some columns or rows are nowhere, and `zeros` stand in their place. */
function interleavePadded(
  block: Int8Array,
  values: Int8Array,
  { starts, rows, flip, zeros }: Interleaving & { readonly zeros: Int8Array },
): void {
  let place = 0;
  for (const row of rows) {
    for (let lane = 0; lane < MULTIPLY_COLUMNS; lane += 1) {
      const start = starts[lane] ?? -1;
      block[place] = start < 0 || row < 0 ? (zeros[lane] ?? 0) : (values[start + row] ?? 0) ^ flip;
      place += 1;
    }
  }
}

function fillFloats(target: Float32Array, values: Float32Array, { columns, rows }: MatrixPlaces): void {
  let place = 0;
  for (let first = 0; first < columns.length; first += MULTIPLY_COLUMNS) {
    const starts = toStarts(columns, first);
    for (const row of rows) {
      for (const start of starts) {
        target[place] = start < 0 || row < 0 ? 0 : (values[start + row] ?? 0);
        place += 1;
      }
    }
  }
}
