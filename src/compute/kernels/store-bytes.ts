import {
  MULTIPLY_COLUMNS,
  OPERATION_INTERLEAVE,
  STEP_ARGUMENTS,
  STEP_BYTES,
  STEP_JOB_COUNT,
  STEP_OPERATION,
} from './assembly/layout.ts';
import type { QuantisedWeights } from '../stored-weights.ts';
import type { KernelMemory } from './kernel-memory.ts';

/** Bytes of a matrix and where they lie, as `MatrixPlaces` says. */
export interface ByteMatrix {
  readonly weights: Pick<QuantisedWeights, 'count' | 'isSigned' | 'copyTo'>;
  /** In whole blocks of eight. */
  readonly columns: Int32Array;
  readonly rows: Int32Array;
  /** What stands for zero in each column. */
  readonly zeros: Int8Array;
}

/** Of a byte without a sign: with it flipped, it is 128 less and has one. */
const SIGN_BIT = 0x80;

/**
 * Stores bytes as signed ones at an address, in the order [columns / 8][rows][8]. Most of a model's weights go through
 * here when it starts, so the kernels do it.
 */
export function storeBytes(memory: KernelMemory, address: number, matrix: ByteMatrix): void {
  const { weights, columns, rows, zeros } = matrix;
  const { mark } = memory;
  const step = memory.allocate(STEP_BYTES);
  const source = memory.allocate(weights.count);
  weights.copyTo(new Uint8Array(memory.memory.buffer, source, weights.count));
  const args = [
    source,
    storeCopy(memory, columns),
    storeCopy(memory, rows),
    rows.length,
    storeCopy(memory, zeros),
    weights.isSigned ? 0 : SIGN_BIT,
    address,
  ];
  const view = new DataView(memory.memory.buffer, step, STEP_BYTES);
  for (let offset = 0; offset < STEP_BYTES; offset += 4) view.setInt32(offset, 0, true);
  view.setInt32(STEP_OPERATION, OPERATION_INTERLEAVE, true);
  view.setInt32(STEP_JOB_COUNT, columns.length / MULTIPLY_COLUMNS, true);
  args.forEach((value, index) => view.setUint32(STEP_ARGUMENTS + index * 4, value, true));
  memory.runAlone(step, 1, 0);
  memory.release(mark);
}

function storeCopy(memory: KernelMemory, { buffer, byteOffset, byteLength }: ArrayBufferView): number {
  const address = memory.allocate(byteLength);
  new Uint8Array(memory.memory.buffer, address, byteLength).set(
    new Uint8Array(buffer, byteOffset, byteLength),
  );
  return address;
}
