import { MULTIPLY_COLUMNS, MULTIPLY_ROWS, STEP_ARGUMENTS } from './layout';
import { multiplyBlock, nextRows } from './multiply';
import { softmaxRow } from './softmax';

const BLOCK_BYTES: usize = MULTIPLY_COLUMNS * 4;
const ZEROS = memory.data(32, 16);

/**
 * Runs one job of attention: a run of rows of one head. Rows of x hold queries, keys and values of all heads, each
 * `columns` floats; out = softmax(scale · queries · keysᵀ) · values. The keys and values of the head are packed for the
 * multiplication first. Scratch: keys [blocks of rows][head size][8], values [blocks of the head][rows][8], then scores
 * and results of the run.
 */
export function attend(step: usize, job: i32, scratch: usize): void {
  const args = step + STEP_ARGUMENTS;
  const rowCount = load<i32>(args, 4);
  const stride = load<usize>(args, 8);
  const columns = load<i32>(args, 12);
  const headSize = load<i32>(args, 16);
  const scale = load<f32>(args, 20);
  const outStride = load<usize>(args, 28);
  const rowsPerJob = load<i32>(args, 32);

  const runs = (rowCount + rowsPerJob - 1) / rowsPerJob;
  const head = job / runs;
  const firstRow = (job % runs) * rowsPerJob;
  const rows = min(rowsPerJob, rowCount - firstRow);
  const headBytes = <usize>(headSize * 4);
  const queries = load<usize>(args) + <usize>head * headBytes;
  const keys = queries + <usize>(columns * 4);
  const values = keys + <usize>(columns * 4);
  const rowBlocks = toBlocks(rowCount);
  const headBlocks = toBlocks(headSize);
  const packedValues = scratch + <usize>(rowBlocks * headSize) * BLOCK_BYTES;
  const scores = packedValues + <usize>(headBlocks * rowCount) * BLOCK_BYTES;
  const scoreStride = <usize>rowBlocks * BLOCK_BYTES;
  const results = scores + <usize>max(rows, MULTIPLY_ROWS) * scoreStride;
  const resultStride = <usize>headBlocks * BLOCK_BYTES;

  packKeys(keys, stride, rowCount, headSize, scratch);
  packValues(values, stride, rowCount, headSize, packedValues);
  const from = queries + <usize>firstRow * stride;
  multiplyRows(rows, from, stride, headSize, scratch, rowBlocks, scores, scoreStride);
  for (let row = 0; row < rows; row++) softmaxRow(scores + <usize>row * scoreStride, rowCount, scale);
  multiplyRows(rows, scores, scoreStride, rowCount, packedValues, headBlocks, results, resultStride);
  let target = load<usize>(args, 24) + <usize>firstRow * outStride + <usize>head * headBytes;
  for (let row = 0; row < rows; row++) {
    memory.copy(target, results + <usize>row * resultStride, headBytes);
    target += outStride;
  }
}

function toBlocks(count: i32): i32 {
  return (count + MULTIPLY_COLUMNS - 1) / MULTIPLY_COLUMNS;
}

/** Rows become columns: [blocks][head size][8], with zeros behind the last row. */
function packKeys(keys: usize, stride: usize, rowCount: i32, headSize: i32, target: usize): void {
  const blockBytes = <usize>headSize * BLOCK_BYTES;
  const paddedRows = toBlocks(rowCount) * MULTIPLY_COLUMNS;
  for (let row = 0; row < paddedRows; row++) {
    let place = target + <usize>(row / MULTIPLY_COLUMNS) * blockBytes + <usize>((row % MULTIPLY_COLUMNS) * 4);
    const end = place + blockBytes;
    let source = keys + <usize>row * stride;
    while (place < end) {
      store<f32>(place, row < rowCount ? load<f32>(source) : 0);
      source += 4;
      place += BLOCK_BYTES;
    }
  }
}

/** Columns stay columns: [blocks of columns][rows][8], with zeros behind the last column. */
function packValues(values: usize, stride: usize, rowCount: i32, headSize: i32, target: usize): void {
  let place = target;
  for (let column = 0; column < headSize; column += MULTIPLY_COLUMNS) {
    const bytes = <usize>(min(MULTIPLY_COLUMNS, headSize - column) * 4);
    let source = values + <usize>(column * 4);
    for (let row = 0; row < rowCount; row++) {
      if (bytes < BLOCK_BYTES) {
        memory.fill(place, 0, BLOCK_BYTES);
        memory.copy(place, source, bytes);
      } else {
        v128.store(place, v128.load(source));
        v128.store(place, v128.load(source, 16), 16);
      }
      source += stride;
      place += BLOCK_BYTES;
    }
  }
}

function multiplyRows(
  rowCount: i32,
  x: usize,
  stride: usize,
  depth: i32,
  weights: usize,
  blocks: i32,
  out: usize,
  outStride: usize,
): void {
  const blockBytes = <usize>depth * BLOCK_BYTES;
  for (let block = 0; block < blocks; block++) {
    let row = 0;
    while (row < rowCount) {
      const rows = nextRows(rowCount - row);
      const target = out + <usize>row * outStride + <usize>block * BLOCK_BYTES;
      multiplyBlock(rows, x + <usize>row * stride, stride, depth, weights, ZEROS, target, outStride);
      row += rows;
    }
    weights += blockBytes;
  }
}
