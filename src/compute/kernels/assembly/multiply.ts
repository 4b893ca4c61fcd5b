import { madd } from './arithmetic';
import { quantisationOf, toFloats } from './expand';
import { MULTIPLY_COLUMNS, MULTIPLY_ROWS, STEP_ARGUMENTS } from './layout';

/**
 * Computes a block of 3 to 5 rows by 8 columns: out = initial + x·w. Rows of x lie `stride` bytes apart with `depth`
 * floats side by side; w is packed as [depth][8]; `initial` points at 8 floats. Five rows keep ten sums in flight, as
 * many as sixteen vector registers hold beside two weights and a factor. Fewer rows than 3 count as 3.
 */
export function multiplyBlock(
  rows: i32,
  x: usize,
  stride: usize,
  depth: i32,
  w: usize,
  initial: usize,
  out: usize,
  outStride: usize,
): void {
  if (rows > 4) computeBlock(5, x, stride, depth, w, initial, out, outStride);
  else if (rows === 4) computeBlock(4, x, stride, depth, w, initial, out, outStride);
  else computeBlock(3, x, stride, depth, w, initial, out, outStride);
}

/** Rows for the next block, so that all are of much the same size and none computes a row that another has. */
export function nextRows(left: i32): i32 {
  const blocks = (left + MULTIPLY_ROWS - 1) / MULTIPLY_ROWS;
  return (left + blocks - 1) / blocks;
}

/** Each call has a constant number of rows, and what other rows would need is left out of it. */
@inline
function computeBlock(
  rows: i32,
  x: usize,
  stride: usize,
  depth: i32,
  w: usize,
  initial: usize,
  out: usize,
  outStride: usize,
): void {
  let a0 = v128.load(initial);
  let a1 = v128.load(initial, 16);
  let b0 = a0;
  let b1 = a1;
  let c0 = a0;
  let c1 = a1;
  let d0 = a0;
  let d1 = a1;
  let e0 = a0;
  let e1 = a1;
  let x0 = x;
  let x1 = x0 + stride;
  let x2 = x1 + stride;
  let x3 = x2 + stride;
  let x4 = x3 + stride;
  const end = w + ((<usize>depth) << 5);
  while (w < end) {
    const w0 = v128.load(w);
    const w1 = v128.load(w, 16);
    w += 32;
    let factor = v128.load32_splat(x0);
    a0 = madd(factor, w0, a0);
    a1 = madd(factor, w1, a1);
    x0 += 4;
    factor = v128.load32_splat(x1);
    b0 = madd(factor, w0, b0);
    b1 = madd(factor, w1, b1);
    x1 += 4;
    factor = v128.load32_splat(x2);
    c0 = madd(factor, w0, c0);
    c1 = madd(factor, w1, c1);
    x2 += 4;
    if (rows > 3) {
      factor = v128.load32_splat(x3);
      d0 = madd(factor, w0, d0);
      d1 = madd(factor, w1, d1);
      x3 += 4;
    }
    if (rows > 4) {
      factor = v128.load32_splat(x4);
      e0 = madd(factor, w0, e0);
      e1 = madd(factor, w1, e1);
      x4 += 4;
    }
  }
  v128.store(out, a0);
  v128.store(out, a1, 16);
  out += outStride;
  v128.store(out, b0);
  v128.store(out, b1, 16);
  out += outStride;
  v128.store(out, c0);
  v128.store(out, c1, 16);
  if (rows > 3) {
    out += outStride;
    v128.store(out, d0);
    v128.store(out, d1, 16);
  }
  if (rows > 4) {
    out += outStride;
    v128.store(out, e0);
    v128.store(out, e1, 16);
  }
}

/**
 * Runs one job of a matrix product: rows x (`rowCount` of `depth` floats, `stride` bytes apart) times packed weights
 * [columnBlocks][depth][8] plus bias. Jobs tile the rows and the column blocks. Quantised weights are bytes, of which each
 * job makes floats in the scratch space, block by block. With fewer than 3 rows, what lies behind the output is written
 * over, so buffers end in spare rows.
 */
export function multiply(step: usize, job: i32, scratch: usize): void {
  const args = step + STEP_ARGUMENTS;
  const x = load<usize>(args);
  const stride = load<usize>(args, 4);
  const depth = load<i32>(args, 8);
  const w = load<usize>(args, 12);
  const bias = load<usize>(args, 16);
  const out = load<usize>(args, 20);
  const outStride = load<usize>(args, 24);
  const rowCount = load<i32>(args, 28);
  const blockCount = load<i32>(args, 32);
  const rowsPerJob = load<i32>(args, 36);
  const blocksPerJob = load<i32>(args, 40);
  const quantisation = load<usize>(args, 44);

  const jobsAcross = (blockCount + blocksPerJob - 1) / blocksPerJob;
  const firstRow = (job / jobsAcross) * rowsPerJob;
  const endRow = min(firstRow + rowsPerJob, rowCount);
  const firstBlock = (job % jobsAcross) * blocksPerJob;
  const endBlock = min(firstBlock + blocksPerJob, blockCount);
  for (let block = firstBlock; block < endBlock; block++) {
    const offset = <usize>(block * depth * MULTIPLY_COLUMNS);
    let blockWeights = w + (offset << 2);
    if (quantisation !== 0) {
      toFloats(w + offset, depth, quantisationOf(quantisation, block), scratch);
      blockWeights = scratch;
    }
    const blockBytes = <usize>(block * MULTIPLY_COLUMNS * 4);
    let row = firstRow;
    while (row < endRow) {
      const rows = nextRows(endRow - row);
      const from = x + <usize>row * stride;
      const target = out + <usize>row * outStride + blockBytes;
      multiplyBlock(rows, from, stride, depth, blockWeights, bias + blockBytes, target, outStride);
      row += rows;
    }
  }
}
