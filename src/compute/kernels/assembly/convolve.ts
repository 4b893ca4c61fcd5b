import { leaky, madd, sineSquared } from './arithmetic';
import { CHANNEL_GROUP, MULTIPLY_COLUMNS, MULTIPLY_ROWS, PLANE_GAP, STEP_ARGUMENTS } from './layout';
import { expandBlock, quantisationOf, tapBytes, weightBytes } from './expand';
import { multiplyBlock, nextRows } from './multiply';
import { recordBytes } from './statistics';
import { planesOf, tapsOf, tileOf, transformInput, transformOutput } from './transforms';

const GROUP_BYTES: usize = CHANNEL_GROUP * 4;
const BLOCK_BYTES: usize = MULTIPLY_COLUMNS * 4;
const ZEROS = memory.data(32, 16);

/**
 * Runs one job of a dilated convolution with AdaIN and a bend in front: out = conv(bend(scale·x + shift)) + bias, then
 * the residual is added, all is multiplied by a factor and, where asked, added to what `out` holds. Every `dilation`-th
 * position makes a sequence of its own, which an undilated Winograd convolution goes over in tiles; a job is a run
 * of tiles of one sequence and a run of output channels, 8 at a time. It leaves the statistics of its outputs for the
 * AdaIN that follows; jobs of the same tiles share a record. Where the step before has not expanded the weights for all
 * jobs, each job does so itself, block by block.
 */
export function convolve(step: usize, job: i32, scratch: usize): void {
  const args = step + STEP_ARGUMENTS;
  const rowCount = load<i32>(args, 4);
  const channels = load<i32>(args, 8);
  const dilation = load<i32>(args, 12);
  const tiling = load<i32>(args, 16);
  const tilesPerJob = load<i32>(args, 60);
  const jobsPerPhase = load<i32>(args, 64);
  const blockCount = load<i32>(args, 72) / MULTIPLY_COLUMNS;
  const blocksPerJob = load<i32>(args, 76);

  const jobsAcross = (blockCount + blocksPerJob - 1) / blocksPerJob;
  const tileRun = job / jobsAcross;
  const phase = tileRun / jobsPerPhase;
  const firstTile = (tileRun % jobsPerPhase) * tilesPerJob;
  const sequenceRows = (rowCount - phase + dilation - 1) / dilation;
  const tile = tileOf(tiling);
  const sequenceTiles = (sequenceRows + tile - 1) / tile;
  const tiles = min(tilesPerJob, sequenceTiles - firstTile);
  if (tiles <= 0) return clearRecord(args, tileRun);
  const planes = planesOf(tiling);
  const rowBytes = <usize>(channels * 4);
  const planeBytes = <usize>max(tiles, MULTIPLY_ROWS) * rowBytes + PLANE_GAP;
  const productBytes = <usize>max(tiles, MULTIPLY_ROWS) * BLOCK_BYTES;

  const products = scratch + <usize>planes * planeBytes;
  const outputs = products + <usize>planes * productBytes;
  const activations = outputs + <usize>(max(tiles, MULTIPLY_ROWS) * tile) * BLOCK_BYTES;
  const firstRow = firstTile * tile;
  const tapCount = tapsOf(tiling);
  const span = tiles * tile + tapCount - 1;
  const lead = tapCount >> 1;
  for (let offset: usize = 0; offset < rowBytes; offset += GROUP_BYTES) {
    activate(args, phase, firstRow - lead, span, sequenceRows, offset, activations);
    transformInput(tiling, activations, scratch + offset, planeBytes, rowBytes, tiles);
  }
  const rows = min(tiles * tile, sequenceRows - firstRow);
  const weightPlane = weightBytes(channels);
  const firstBlock = (job % jobsAcross) * blocksPerJob;
  const endBlock = min(firstBlock + blocksPerJob, blockCount);
  const taps = load<usize>(args, 36);
  const quantisation = load<usize>(args, 92);
  const expanded = load<usize>(args, 96);
  const tapStride = tapBytes(tiling, channels, quantisation);
  const roomBytes = max(<usize>span * GROUP_BYTES, <usize>(CHANNEL_GROUP * tapCount) * BLOCK_BYTES);
  const ownWeights = activations + roomBytes;
  for (let block = firstBlock; block < endBlock; block++) {
    let planeWeights = expanded + <usize>(block * planes) * weightPlane;
    if (expanded === 0) {
      const blockTaps = taps + <usize>block * tapStride;
      expandBlock(tiling, blockTaps, quantisationOf(quantisation, block), channels, ownWeights, activations);
      planeWeights = ownWeights;
    }
    for (let plane = 0; plane < planes; plane++) {
      const source = scratch + <usize>plane * planeBytes;
      const target = products + <usize>plane * productBytes;
      let row = 0;
      while (row < tiles) {
        const rows = nextRows(tiles - row);
        const from = source + <usize>row * rowBytes;
        const to = target + <usize>row * BLOCK_BYTES;
        multiplyBlock(rows, from, rowBytes, channels, planeWeights, ZEROS, to, BLOCK_BYTES);
        row += rows;
      }
      planeWeights += weightPlane;
    }
    transformOutput(tiling, products, outputs, productBytes, tiles);
    finish(args, tileRun, phase + firstRow * dilation, rows, <usize>block * BLOCK_BYTES, outputs);
  }
}

/**
 * Normalises and bends `span` rows of 16 channels, from `first` on in the sequence; rows outside it are zero. The bend
 * is a Snake, or leaky where there are no frequencies; the amplitude is the slope then.
 */
function activate(
  args: usize,
  phase: i32,
  first: i32,
  span: i32,
  sequenceRows: i32,
  offset: usize,
  target: usize,
): void {
  const x = load<usize>(args);
  const rowBytes = <usize>(load<i32>(args, 8) * 4);
  const dilation = load<i32>(args, 12);
  const before = min(max(-first, 0), span);
  const inside = max(min(sequenceRows - first, span) - before, 0);
  memory.fill(target, 0, <usize>before * GROUP_BYTES);
  const begin = target + <usize>before * GROUP_BYTES;
  const end = begin + <usize>inside * GROUP_BYTES;
  memory.fill(end, 0, <usize>(span - before - inside) * GROUP_BYTES);
  const stride = rowBytes * <usize>dilation;
  const start = x + offset + <usize>(phase + (first + before) * dilation) * rowBytes;
  const frequencies = load<usize>(args, 28);
  for (let half: usize = 0; half < GROUP_BYTES; half += 16) {
    const position = offset + half;
    const scale = v128.load(load<usize>(args, 20) + position);
    const shift = v128.load(load<usize>(args, 24) + position);
    let source = start + half;
    if (frequencies === 0) {
      const slope = v128.load32_splat(args, 32);
      for (let row = begin + half; row < end; row += GROUP_BYTES) {
        v128.store(row, leaky(madd(v128.load(source), scale, shift), slope));
        source += stride;
      }
      continue;
    }
    const frequency = v128.load(frequencies + position);
    const amplitude = v128.load(load<usize>(args, 32) + position);
    for (let row = begin + half; row < end; row += GROUP_BYTES) {
      const value = madd(v128.load(source), scale, shift);
      v128.store(row, madd(sineSquared(f32x4.mul(value, frequency)), amplitude, value));
      source += stride;
    }
  }
}

/** Adds what belongs to 8 channels of the job's outputs, stores them and records their statistics. */
function finish(args: usize, tileRun: i32, firstRow: i32, rows: i32, offset: usize, source: usize): void {
  const dilation = load<i32>(args, 12);
  const outBytes = <usize>load<i32>(args, 80);
  const stride = outBytes * <usize>dilation;
  const residual = load<usize>(args, 44) + offset;
  const hasResidual = load<usize>(args, 44) !== 0;
  const residualBytes = <usize>load<i32>(args, 84);
  const residualShift = load<i32>(args, 88);
  const accumulate = load<i32>(args, 68) !== 0;
  const factor = v128.load32_splat(args, 52);
  const bias = load<usize>(args, 40) + offset;
  const bias0 = v128.load(bias);
  const bias1 = v128.load(bias, 16);
  let target = load<usize>(args, 48) + <usize>firstRow * outBytes + offset;
  let position = firstRow;
  let pivot0 = f32x4.splat(0);
  let pivot1 = pivot0;
  let sum0 = pivot0;
  let sum1 = pivot0;
  let squares0 = pivot0;
  let squares1 = pivot0;
  for (let row = 0; row < rows; row++) {
    let value0 = f32x4.add(v128.load(source), bias0);
    let value1 = f32x4.add(v128.load(source, 16), bias1);
    if (hasResidual) {
      const addend = residual + <usize>(position >> residualShift) * residualBytes;
      value0 = f32x4.add(value0, v128.load(addend));
      value1 = f32x4.add(value1, v128.load(addend, 16));
    }
    value0 = f32x4.mul(value0, factor);
    value1 = f32x4.mul(value1, factor);
    if (accumulate) {
      value0 = f32x4.add(value0, v128.load(target));
      value1 = f32x4.add(value1, v128.load(target, 16));
    }
    v128.store(target, value0);
    v128.store(target, value1, 16);
    if (row === 0) {
      pivot0 = value0;
      pivot1 = value1;
    }
    value0 = f32x4.sub(value0, pivot0);
    value1 = f32x4.sub(value1, pivot1);
    sum0 = f32x4.add(sum0, value0);
    sum1 = f32x4.add(sum1, value1);
    squares0 = madd(value0, value0, squares0);
    squares1 = madd(value1, value1, squares1);
    source += BLOCK_BYTES;
    target += stride;
    position += dilation;
  }
  const records = load<usize>(args, 56);
  if (records === 0) return;
  const outputs = load<i32>(args, 72);
  const record = records + <usize>tileRun * recordBytes(outputs);
  store<f32>(record, <f32>rows);
  const rowBytes = <usize>(outputs * 4);
  const values = record + 16 + offset;
  v128.store(values, pivot0);
  v128.store(values, pivot1, 16);
  v128.store(values + rowBytes, sum0);
  v128.store(values + rowBytes, sum1, 16);
  v128.store(values + 2 * rowBytes, squares0);
  v128.store(values + 2 * rowBytes, squares1, 16);
}

/** Leaves a record of no rows. */
function clearRecord(args: usize, tileRun: i32): void {
  const records = load<usize>(args, 56);
  const bytes = recordBytes(load<i32>(args, 72));
  if (records !== 0) memory.fill(records + <usize>tileRun * bytes, 0, bytes);
}
