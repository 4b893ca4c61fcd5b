import { MULTIPLY_COLUMNS, PLANE_GAP, STEP_ARGUMENTS } from './layout';
import { planesOf, tapsOf, transformTaps } from './transforms';

const BLOCK_BYTES: usize = MULTIPLY_COLUMNS * 4;
/** Channels whose taps are floats at a time: few enough for the first-level cache. */
const CHANNELS = 16;

/**
 * Turns rows of 8 bytes into rows of 8 floats, (value - zero point)·scale. `quantisation` points at the 8 scales and the 8
 * zero points of the columns.
 */
export function toFloats(source: usize, rows: i32, quantisation: usize, target: usize): void {
  const scale0 = v128.load(quantisation);
  const scale1 = v128.load(quantisation, 16);
  const zero0 = v128.load(quantisation, 32);
  const zero1 = v128.load(quantisation, 48);
  const end = source + ((<usize>rows) << 3);
  while (source < end) {
    const values = v128.load8x8_s(source);
    const low = f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(values));
    const high = f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(values));
    v128.store(target, f32x4.mul(f32x4.sub(low, zero0), scale0));
    v128.store(target, f32x4.mul(f32x4.sub(high, zero1), scale1), 16);
    source += 8;
    target += BLOCK_BYTES;
  }
}

/** Bytes from one plane of transformed taps to the next. */
export function weightBytes(channels: i32): usize {
  return <usize>channels * BLOCK_BYTES + PLANE_GAP;
}

/** Bytes from the taps of 8 outputs to those of the next 8. */
export function tapBytes(tiling: i32, channels: i32, quantisation: usize): usize {
  const values = <usize>(channels * tapsOf(tiling) * MULTIPLY_COLUMNS);
  return quantisation === 0 ? values << 2 : values;
}

/**
 * Transforms the taps of 8 outputs, [channels][taps][8], to [planes][channels][8], with a gap behind each plane. The taps
 * are bytes where there is a quantisation, which points at that of these outputs; `room` takes the floats of 16 channels.
 */
export function expandBlock(
  tiling: i32,
  taps: usize,
  quantisation: usize,
  channels: i32,
  target: usize,
  room: usize,
): void {
  const planeBytes = weightBytes(channels);
  if (quantisation === 0) return transformTaps(tiling, taps, target, planeBytes, channels);
  const tapCount = tapsOf(tiling);
  for (let channel = 0; channel < channels; channel += CHANNELS) {
    const count = min(CHANNELS, channels - channel);
    toFloats(taps, count * tapCount, quantisation, room);
    transformTaps(tiling, room, target, planeBytes, count);
    taps += <usize>(count * tapCount * MULTIPLY_COLUMNS);
    target += <usize>count * BLOCK_BYTES;
  }
}

/** Runs one job of expanding a convolution's weights: the taps of 8 outputs. */
export function expand(step: usize, job: i32, scratch: usize): void {
  const args = step + STEP_ARGUMENTS;
  const tiling = load<i32>(args, 8);
  const channels = load<i32>(args, 12);
  const quantisation = quantisationOf(load<usize>(args, 4), job);
  const taps = load<usize>(args) + <usize>job * tapBytes(tiling, channels, quantisation);
  const bytes = <usize>planesOf(tiling) * weightBytes(channels);
  expandBlock(tiling, taps, quantisation, channels, load<usize>(args, 16) + <usize>job * bytes, scratch);
}

/** Where the quantisation of a block of 8 columns lies; 0 where there is none. */
export function quantisationOf(quantisation: usize, block: i32): usize {
  return quantisation === 0 ? 0 : quantisation + <usize>(block * 2 * MULTIPLY_COLUMNS * 4);
}
