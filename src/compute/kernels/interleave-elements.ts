import {
  MULTIPLY_COLUMNS,
  OPERATION_INTERLEAVE,
  OPERATION_INTERLEAVE_FLOATS,
  STEP_ARGUMENTS,
  STEP_BYTES,
  STEP_JOB_COUNT,
  STEP_OPERATION,
} from './assembly/layout.ts';
import type { QuantisedWeights } from '../stored-weights.ts';
import type { KernelMemory } from './kernel-memory.ts';

/**
 * Where the elements of a matrix lie in weights: element (row, column) at `columns[column] + rows[row]`. A place of -1
 * stands for zeros.
 */
export interface MatrixPlaces {
  readonly columns: Int32Array;
  readonly rows: Int32Array;
}

/** Bytes of a matrix and where they lie; its columns are whole blocks of eight. */
export interface ByteMatrix extends MatrixPlaces {
  readonly weights: Pick<QuantisedWeights, 'count' | 'isSigned' | 'copyTo'>;
  /** What stands for zero in each column. */
  readonly zeros: Int8Array;
}

/** Floats of a matrix and where they lie; its columns are whole blocks of eight. */
export interface FloatMatrix extends MatrixPlaces {
  readonly values: Float32Array;
}

/** Of a byte without a sign: with it flipped, it is 128 less and has one. */
const SIGN_BIT = 0x80;

/**
 * Stores bytes as signed ones at an address, in the order [columns / 8][rows][8]. Most of a model's weights go through
 * here when it starts, so the kernels do it.
 */
export function interleaveBytes(memory: KernelMemory, address: number, matrix: ByteMatrix): void {
  const { weights, zeros } = matrix;
  const { mark } = memory;
  const source = memory.allocate(weights.count);
  weights.copyTo(new Uint8Array(memory.memory.buffer, source, weights.count));
  const flip = weights.isSigned ? 0 : SIGN_BIT;
  const args = [source, ...storePlaces(memory, matrix), storeCopy(memory, zeros), flip, address];
  runStep(memory, { operation: OPERATION_INTERLEAVE, jobs: countBlocks(matrix), args });
  memory.release(mark);
}

/** Stores floats in the same order. */
export function interleaveFloats(memory: KernelMemory, address: number, matrix: FloatMatrix): void {
  const { mark } = memory;
  const args = [memory.store(matrix.values), ...storePlaces(memory, matrix), address];
  runStep(memory, { operation: OPERATION_INTERLEAVE_FLOATS, jobs: countBlocks(matrix), args });
  memory.release(mark);
}

function countBlocks({ columns }: MatrixPlaces): number {
  return columns.length / MULTIPLY_COLUMNS;
}

function storePlaces(memory: KernelMemory, { columns, rows }: MatrixPlaces): readonly number[] {
  return [storeCopy(memory, columns), storeCopy(memory, rows), rows.length];
}

function storeCopy(memory: KernelMemory, { buffer, byteOffset, byteLength }: ArrayBufferView): number {
  const address = memory.allocate(byteLength);
  new Uint8Array(memory.memory.buffer, address, byteLength).set(
    new Uint8Array(buffer, byteOffset, byteLength),
  );
  return address;
}

function runStep(
  memory: KernelMemory,
  { operation, jobs, args }: { operation: number; jobs: number; args: readonly number[] },
): void {
  const step = memory.allocate(STEP_BYTES);
  const view = new DataView(memory.memory.buffer, step, STEP_BYTES);
  for (let offset = 0; offset < STEP_BYTES; offset += 4) view.setInt32(offset, 0, true);
  view.setInt32(STEP_OPERATION, operation, true);
  view.setInt32(STEP_JOB_COUNT, jobs, true);
  args.forEach((value, index) => view.setUint32(STEP_ARGUMENTS + index * 4, value, true));
  memory.runAlone(step, 1, 0);
}
